// The database is asked on the writer's thread only; an attempt is counted there before it is made, so that a crash
// between the two costs a repetition and never a delivery. The log names destinations and problems, nothing else.
#include "collector/sender.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace assent::collector {

namespace {

namespace asio = boost::asio;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t max_looks = 64;  // deliveries that one write may find to be void
constexpr std::chrono::milliseconds drain_step{5};
constexpr std::uint32_t jitter_steps = 1u << 16;

double jitter() { return static_cast<double>(randombytes_uniform(jitter_steps)) / jitter_steps; }

const OpenPack& current_pack(const Site& site) { return *site.current.find(site.languages.front())->second; }

}  // namespace

/// One destination and its way there.
struct WebhookSender::Lane {
  const Site& site;
  std::string destination;
  authoring::WebAddress address;
  asio::steady_timer timer;
};

/// What the outbox had: a delivery to make, or none; and how many were void.
struct WebhookSender::Taken {
  std::optional<store::Delivery> delivery;
  std::string body;
  std::size_t withheld = 0;
};

std::vector<store::Addressee> addressees_of(const Catalog& catalog) {
  std::vector<store::Addressee> addressees;
  for (const Site& site : catalog.sites())
    for (const authoring::Outlet& outlet : site.outlets)
      if (!outlet.webhook.empty()) addressees.push_back({site.id, outlet.destination, !outlet.columns.empty()});
  return addressees;
}

std::chrono::milliseconds wait_after(const WebhookLimits& limits, std::int64_t attempt, double jitter) {
  auto wait = limits.first_wait;
  for (std::int64_t at = 1; at < attempt && wait < limits.longest_wait; ++at) wait *= 2;
  wait = std::min(wait, limits.longest_wait);
  return wait / 2 +
         std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) / 2 * jitter));
}

WebhookSender::WebhookSender(asio::any_io_executor executor, const Services& services,
                             std::shared_ptr<spdlog::logger> log, const WebhookLimits& limits,
                             const std::optional<std::filesystem::path>& authorities)
    : executor_(std::move(executor)), services_(services), log_(std::move(log)), limits_(limits), client_(authorities) {
  for (const Site& site : services.catalog.sites())
    for (const authoring::Outlet& outlet : site.outlets)
      if (const auto address = authoring::parse_web_address(outlet.webhook))
        lanes_.push_back(
            std::make_unique<Lane>(Lane{site, outlet.destination, *address, asio::steady_timer(executor_)}));
}

WebhookSender::~WebhookSender() = default;

void WebhookSender::start() {
  for (const auto& lane : lanes_) {
    ++running_;
    asio::co_spawn(executor_, run(*lane), asio::detached);
  }
}

void WebhookSender::halt() {
  stopping_ = true;
  for (const auto& lane : lanes_) lane->timer.cancel();
}

asio::awaitable<void> WebhookSender::stop(std::chrono::milliseconds drain) {
  halt();
  const auto give_up = std::chrono::steady_clock::now() + drain;
  asio::steady_timer timer(executor_);
  while (running_ > 0 && std::chrono::steady_clock::now() < give_up) {
    timer.expires_after(drain_step);
    co_await timer.async_wait(quietly);
  }
}

asio::awaitable<void> WebhookSender::run(Lane& lane) {
  while (!stopping_) {
    bool told = false;
    try {
      told = co_await tell_next(lane);
    } catch (const std::exception& error) {
      log_->error("webhook {}/{}: {}", lane.site.id, lane.destination, error.what());
    }
    if (told || stopping_) continue;
    lane.timer.expires_after(limits_.poll);
    co_await lane.timer.async_wait(quietly);
  }
  --running_;
}

// False where nothing is due.
asio::awaitable<bool> WebhookSender::tell_next(Lane& lane) {
  const std::function<Taken(Database&)> job = [this, &lane, now_ms = services_.clock()](Database& database) {
    return take(database, lane, now_ms);
  };
  Taken taken = co_await services_.writer.write<Taken>(job);
  for (std::size_t at = 0; at < taken.withheld; ++at)
    services_.metrics.delivery(lane.site.id, lane.destination, "withheld");
  if (!taken.delivery) co_return taken.withheld > 0;
  const webhook::Message message =
      webhook::sign(*lane.site.key, taken.delivery->id, std::move(taken.body), services_.clock());
  const std::string_view problem = co_await client_.post(executor_, lane.address, message, limits_.attempt);
  co_await settle(lane, *taken.delivery, problem);
  co_return true;
}

asio::awaitable<void> WebhookSender::settle(Lane& lane, store::Delivery& delivery, std::string_view problem) {
  ++delivery.attempts;
  const bool arrived = problem.empty();
  const bool is_dead = !arrived && (delivery.attempts >= limits_.attempts || problem == webhook_problem::gone);
  if (arrived || is_dead) {
    const std::function<bool(Database&)> job = [&, now_ms = services_.clock()](Database& database) {
      if (arrived)
        store::finish(database, delivery);
      else
        store::bury(database, delivery, problem, now_ms);
      return true;
    };
    co_await services_.writer.write<bool>(job);
  }
  services_.metrics.delivery(lane.site.id, lane.destination, arrived ? "delivered" : is_dead ? "dead" : "failed");
  if (!arrived)
    log_->warn("webhook {}/{}: {} {}, attempt {}: {}", lane.site.id, lane.destination, store::told_name(delivery.told),
               is_dead ? "is dead" : "failed", delivery.attempts, problem);
}

// On the writer's thread.
WebhookSender::Taken WebhookSender::take(Database& database, const Lane& lane, double now_ms) const {
  Taken taken;
  while (taken.withheld < max_looks) {
    auto delivery = store::next_delivery(database, lane.site.id, lane.destination, now_ms);
    if (!delivery) return taken;
    auto body = write(database, lane, *delivery, now_ms);
    if (body) {
      taken.body = std::move(*body);
      taken.delivery = std::move(delivery);
      return taken;
    }
    store::finish(database, *delivery);
    ++taken.withheld;
  }
  return taken;
}

// On the writer's thread: what the delivery says now, its attempt counted; nothing where it has nothing to say.
std::optional<std::string> WebhookSender::write(Database& database, const Lane& lane, const store::Delivery& delivery,
                                                double now_ms) const {
  const double next_ms =
      now_ms + static_cast<double>((limits_.attempt + wait_after(limits_, delivery.attempts + 1, jitter())).count());
  if (delivery.told == store::Told::withdrawal || delivery.told == store::Told::erasure) {
    store::begin_attempt(database, delivery, {}, next_ms);
    return webhook::write_notice(delivery);
  }
  const OpenPack& open = current_pack(lane.site);
  const Policing policing{lane.site.id, *open.pack, services_.unproven_grants_stand};
  const std::size_t space = delivery.reference.find(' ');
  const Release release = delivery.told == store::Told::attributes
                              ? release_attributes(database, policing, delivery.subject, delivery.destination, now_ms)
                              : release_exposure(database, policing, delivery.subject, delivery.destination,
                                                 std::string_view(delivery.reference).substr(0, space),
                                                 std::string_view(delivery.reference).substr(space + 1), now_ms);
  if (!release.permit) return {};
  // That a subject exists is something too: who was never told of one is not told that there is nothing to tell.
  if (release.terms.empty() && !store::was_told(database, delivery)) return {};
  store::begin_attempt(database, delivery,
                       store::revoked_for(policing.pack, release.permissions, release.permit->destination()), next_ms);
  return webhook::write_release(policing, open.hash, delivery, release);
}

}  // namespace assent::collector
