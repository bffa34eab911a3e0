// Token buckets, one a client: how often each may ask. Lives in memory, in bounded room, and holds no address: a client
// is a keyed hash of one, and the key goes with the process.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

#include "collector/client_address.hpp"
#include "collector/limits.hpp"

namespace assent::collector {

class RateLimit {
 public:
  /// At most `max_clients` are remembered. One that comes anew, or after it was forgotten, has a full bucket.
  explicit RateLimit(Rate rate, std::size_t max_clients = max_rate_clients);
  RateLimit(const RateLimit&) = delete;
  RateLimit& operator=(const RateLimit&) = delete;

  /// Takes one request out of the bucket of `client`: an IPv4 address, or the /64 of an IPv6 address, since whoever has
  /// one address of that has all. Gives 0, or the seconds until there is one to take. From any thread.
  double take(const Address& client, double now_ms);

  /// Clients that are remembered.
  std::size_t size() const;

 private:
  struct Bucket {
    std::uint64_t client;
    double requests;
    double at_ms;
  };

  std::uint64_t key_of(const Address& client) const;
  Bucket& bucket_of(std::uint64_t client, double now_ms);
  void refill(Bucket& bucket, double now_ms) const;

  const Rate rate_;
  const std::size_t max_clients_;
  std::array<unsigned char, 16> secret_{};
  mutable std::mutex mutex_;
  std::list<Bucket> buckets_;  // the one seen last comes first
  std::unordered_map<std::uint64_t, std::list<Bucket>::iterator> places_;
};

}  // namespace assent::collector
