// Tells the webhooks what waits in the outbox: one delivery in flight a destination, each made and gated when its turn
// comes. What was told is at least once, never twice by another id.
#pragma once

#include <spdlog/logger.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "collector/limits.hpp"
#include "collector/outbox.hpp"
#include "collector/services.hpp"
#include "collector/webhook_client.hpp"

namespace assent::collector {

/// The destinations of all sites that have a webhook.
std::vector<store::Addressee> addressees_of(const Catalog& catalog);

/// How long to wait after a failed attempt, the first being 1: doubled each time up to the longest, and of that between
/// the half and the whole, as `jitter` from 0 to 1 says.
std::chrono::milliseconds wait_after(const WebhookLimits& limits, std::int64_t attempt, double jitter);

class WebhookSender {
 public:
  /// Throws std::runtime_error with a sentence where `authorities` cannot be read.
  WebhookSender(boost::asio::any_io_executor executor, const Services& services, std::shared_ptr<spdlog::logger> log,
                const WebhookLimits& limits, const std::optional<std::filesystem::path>& authorities);

  ~WebhookSender();
  WebhookSender(const WebhookSender&) = delete;
  WebhookSender& operator=(const WebhookSender&) = delete;

  /// Begins. To be called on the executor, as the other two.
  void start();
  /// From now on no attempt begins.
  void halt();
  /// Waits for the attempts under way, `drain` at the most. What is cut off then is tried again after the next start.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds drain);

 private:
  struct Lane;
  struct Taken;

  boost::asio::awaitable<void> run(Lane& lane);
  boost::asio::awaitable<bool> tell_next(Lane& lane);
  boost::asio::awaitable<void> settle(Lane& lane, store::Delivery& delivery, std::string_view problem);
  Taken take(Database& database, const Lane& lane, double now_ms) const;
  std::optional<std::string> write(Database& database, const Lane& lane, const store::Delivery& delivery,
                                   double now_ms) const;

  boost::asio::any_io_executor executor_;
  const Services& services_;
  std::shared_ptr<spdlog::logger> log_;
  WebhookLimits limits_;
  WebhookClient client_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::size_t running_ = 0;
  bool stopping_ = false;
};

}  // namespace assent::collector
