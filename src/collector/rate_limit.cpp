// The key of the hash is drawn at the start, so nobody can choose addresses whose buckets collide.
#include "collector/rate_limit.hpp"

#include <sodium.h>

#include <algorithm>

namespace assent::collector {

namespace {

constexpr double second_ms = 1000;
constexpr std::size_t network_bytes = 8;  // of an IPv6 address: its /64

}  // namespace

RateLimit::RateLimit(Rate rate, std::size_t max_clients) : rate_(rate), max_clients_(max_clients) {
  static_assert(crypto_shorthash_KEYBYTES == std::tuple_size_v<decltype(secret_)>);
  crypto_shorthash_keygen(secret_.data());
}

std::uint64_t RateLimit::key_of(const Address& client) const {
  std::uint64_t key = 0;
  static_assert(crypto_shorthash_BYTES == sizeof key);
  const auto hash = [&](const unsigned char* bytes, std::size_t count) {
    crypto_shorthash(reinterpret_cast<unsigned char*>(&key), bytes, count, secret_.data());
  };
  if (client.is_v4()) {
    const auto bytes = client.to_v4().to_bytes();
    hash(bytes.data(), bytes.size());
  } else {
    const auto bytes = client.to_v6().to_bytes();
    hash(bytes.data(), network_bytes);
  }
  return key;
}

RateLimit::Bucket& RateLimit::bucket_of(std::uint64_t client, double now_ms) {
  const auto found = places_.find(client);
  if (found != places_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    return buckets_.front();
  }
  if (buckets_.size() >= max_clients_) {
    places_.erase(buckets_.back().client);
    buckets_.pop_back();
  }
  buckets_.push_front({client, rate_.burst, now_ms});
  places_[client] = buckets_.begin();
  return buckets_.front();
}

// A clock that is set back refills nothing, and holds nobody up until it has caught up.
void RateLimit::refill(Bucket& bucket, double now_ms) const {
  const double passed_s = std::max(0.0, now_ms - bucket.at_ms) / second_ms;
  bucket.requests = std::min(rate_.burst, bucket.requests + passed_s * rate_.per_second);
  bucket.at_ms = now_ms;
}

double RateLimit::take(const Address& client, double now_ms) {
  if (rate_.per_second <= 0) return 0;
  const std::lock_guard lock(mutex_);
  Bucket& bucket = bucket_of(key_of(client), now_ms);
  refill(bucket, now_ms);
  if (bucket.requests < 1) return (1 - bucket.requests) / rate_.per_second;
  bucket.requests -= 1;
  return 0;
}

std::size_t RateLimit::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace assent::collector
