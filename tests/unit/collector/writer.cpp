// Cases of group commit: writes share a transaction and still succeed or fail alone.
#include "collector/writer.hpp"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "collector/limits.hpp"
#include "collector/shop.hpp"

using namespace assent::collector;
namespace asio = boost::asio;

namespace {

// The context stands first: it must outlive the writer, whose thread posts to it.
struct Room {
  asio::io_context context;
  test::Folder folder;
  std::filesystem::path file = folder.path() / "a.sqlite3";

  std::unique_ptr<Database> open() {
    auto database = std::make_unique<Database>(file);
    database->execute("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY)");
    return database;
  }
  std::int64_t count() {
    Database database(file);
    Query query = database.query("SELECT count(*) FROM t");
    query.step();
    return query.number(0);
  }
};

std::function<bool(Database&)> insert(std::int64_t number) {
  return [number](Database& database) {
    database.query("INSERT INTO t VALUES (?)").bind(number).run();
    return true;
  };
}

// Starts `count` writes at once and waits until all were answered; the number that failed.
int write_all(asio::io_context& context, Writer& writer, int count,
              const std::function<std::function<bool(Database&)>(int)>& job_of) {
  int failed = 0;
  for (int at = 0; at < count; ++at)
    asio::co_spawn(context, writer.write<bool>(job_of(at)),
                   [&](std::exception_ptr error, bool) { failed += error ? 1 : 0; });
  context.restart();  // a context that has run out of work stays stopped
  context.run();
  return failed;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(writer, Room)

BOOST_AUTO_TEST_CASE(writes_that_arrive_together_share_a_commit) {
  Writer writer(open());
  std::atomic<bool> go = false;
  const auto hold = [&go](Database&) {
    while (!go) std::this_thread::yield();
    return true;
  };
  constexpr int count = 200;
  int answered = 0;
  asio::co_spawn(context, writer.write<bool>(hold), [&](std::exception_ptr, bool) { ++answered; });
  for (int at = 0; at < count; ++at)
    asio::co_spawn(context, writer.write<bool>(insert(at)), [&](std::exception_ptr, bool) { ++answered; });
  context.poll();
  go = true;
  context.run();
  BOOST_TEST(answered == count + 1);
  BOOST_TEST(this->count() == count);
  BOOST_TEST(writer.commits() < 10u);
}

BOOST_AUTO_TEST_CASE(job_that_fails_takes_only_its_own_rows_back) {
  Writer writer(open());
  const int failed = write_all(context, writer, 20, [](int at) -> std::function<bool(Database&)> {
    if (at % 4 != 0) return insert(at);
    return [at](Database& database) -> bool {
      insert(at)(database);
      throw std::runtime_error("no");
    };
  });
  BOOST_TEST(failed == 5);
  BOOST_TEST(count() == 15);
  BOOST_TEST(writer.healthy());
}

BOOST_AUTO_TEST_CASE(answers_come_after_the_commit) {
  Writer writer(open());
  asio::co_spawn(
      context,
      [&]() -> asio::awaitable<void> {
        for (int at = 0; at < 20; ++at) {
          co_await writer.write<bool>(insert(at));
          BOOST_TEST(count() == at + 1);
        }
      },
      asio::detached);
  context.run();
}

BOOST_AUTO_TEST_CASE(stop_commits_what_waits_and_later_writes_are_refused) {
  Writer writer(open());
  int answered = 0;
  for (int at = 0; at < 50; ++at)
    asio::co_spawn(context, writer.write<bool>(insert(at)),
                   [&](std::exception_ptr error, bool) { answered += error ? 0 : 1; });
  context.poll();
  writer.stop();
  context.run();
  BOOST_TEST(answered == 50);
  BOOST_TEST(count() == 50);
  BOOST_TEST(write_all(context, writer, 1, [](int) { return insert(99); }) == 1);
}

BOOST_AUTO_TEST_CASE(queue_at_the_limit_is_taken_and_one_past_refused) {
  Writer writer(open());
  std::atomic<bool> entered = false;
  std::atomic<bool> go = false;
  const auto hold = [&](Database&) {
    entered = true;
    while (!go) std::this_thread::yield();
    return true;
  };
  asio::co_spawn(context, writer.write<bool>(hold), asio::detached);
  context.poll();
  while (!entered) std::this_thread::yield();
  std::size_t refused = 0;
  for (std::size_t at = 0; at < max_waiting_writes + 1; ++at)
    asio::co_spawn(context, writer.write<bool>(insert(static_cast<std::int64_t>(at))),
                   [&](std::exception_ptr error, bool) { refused += error ? 1 : 0; });
  context.poll();
  BOOST_TEST(refused == 1u);
  go = true;
  writer.stop();
  context.run();
  BOOST_TEST(refused == 1u);
  BOOST_TEST(static_cast<std::size_t>(count()) == max_waiting_writes);
}

BOOST_AUTO_TEST_CASE(failed_commit_fails_every_write_and_is_told) {
  Writer writer(open());
  BOOST_TEST(write_all(context, writer, 1, [](int) -> std::function<bool(Database&)> {
               return [](Database& database) {
                 database.execute("COMMIT");  // the writer's own COMMIT now has nothing to commit
                 return true;
               };
             }) == 1);
  BOOST_TEST(!writer.healthy());
  BOOST_TEST(write_all(context, writer, 1, [](int) { return insert(1); }) == 0);
  BOOST_TEST(writer.healthy());
}

BOOST_AUTO_TEST_SUITE_END()
