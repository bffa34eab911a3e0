// The one thread that writes. Writes that arrive together share one transaction and one fsync (group commit); each
// still succeeds or fails alone. Whoever asked hears of success only after the commit.
#pragma once

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "collector/database.hpp"

namespace assent::collector {

/// Too many writes wait already.
struct WriterBusy : std::runtime_error {
  WriterBusy() : std::runtime_error("too many writes are waiting") {}
};

class Writer {
 public:
  /// Takes the database over and starts the thread.
  explicit Writer(std::unique_ptr<Database> database);
  ~Writer();

  /// Runs `job` on the writer's thread inside the shared transaction and gives what it returned, after the commit.
  /// What the job throws undoes this job alone and is thrown here. Throws WriterBusy past max_waiting_writes.
  template <class Result>
  boost::asio::awaitable<Result> write(std::function<Result(Database&)> job);

  /// Commits what waits and ends the thread; to be called before what runs the callers goes. Later writes throw
  /// WriterBusy.
  void stop();

  /// False after a commit has failed and until one succeeds.
  bool healthy() const { return healthy_; }
  /// Transactions so far; fewer than writes where they shared one.
  std::size_t commits() const { return commits_; }

 private:
  struct Waiting {
    std::function<void(Database&)> job;
    std::function<void(std::exception_ptr)> done;
    std::exception_ptr error;
  };

  void submit(Waiting waiting);
  void loop();
  std::vector<Waiting> take();
  void commit(std::vector<Waiting>& batch);
  void run_one(Waiting& waiting);

  std::unique_ptr<Database> database_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  std::atomic<bool> healthy_ = true;
  std::atomic<std::size_t> commits_ = 0;
  std::thread thread_;
};

template <class Result>
boost::asio::awaitable<Result> Writer::write(std::function<Result(Database&)> job) {
  const auto result = std::make_shared<std::optional<Result>>();
  const auto run = [job = std::move(job), result](Database& database) { *result = job(database); };
  // The handler can only be moved and functions must be copied, so it lives behind a pointer; it resumes the caller
  // where the caller runs, not here.
  const auto start = [this, &run](auto handler) {
    const auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    submit({run,
            [shared](std::exception_ptr error) {
              const auto executor = boost::asio::get_associated_executor(*shared);
              boost::asio::post(executor, [shared, error] { std::move (*shared)(error); });
            },
            nullptr});
  };
  co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(std::exception_ptr)>(
      start, boost::asio::use_awaitable);
  co_return std::move(**result);
}

}  // namespace assent::collector
