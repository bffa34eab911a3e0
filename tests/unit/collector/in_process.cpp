// The same parts that server.cpp wires, without those that need a network.
#include "collector/in_process.hpp"

#include <spdlog/sinks/null_sink.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "collector/database.hpp"
#include "collector/store.hpp"

namespace assent::collector::test {

namespace {

Config config_in(const Folder& folder) {
  Config config;
  config.data = folder.path() / "data";
  config.clock = [] { return noon_ms; };
  return config;
}

std::unique_ptr<Database> open_database(const std::filesystem::path& data) {
  auto database = std::make_unique<Database>(data / "assent.sqlite3");
  store::prepare(*database);
  return database;
}

std::shared_ptr<spdlog::logger> no_log() {
  return std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>());
}

}  // namespace

Request make_request(std::string_view method, std::string_view target, std::string body, const Fields& fields) {
  Request request;
  request.version(11);
  request.method_string({method.data(), method.size()});
  request.target({target.data(), target.size()});
  request.set(http::field::host, "127.0.0.1");
  for (const auto& [name, value] : fields) request.insert(name, value);
  request.body() = std::move(body);
  return request;
}

InProcess::InProcess()
    : config_(config_in(folder_)),
      catalog_({shop()}, private_folder(config_.data)),
      tokens_(Secret::load_or_create(config_.data / "keys" / "token.key")),
      customers_(Secret::load_or_create(config_.data / "keys" / "customers.key")),
      cors_({}),
      writer_(open_database(config_.data)),
      services_{catalog_, tokens_, customers_, cors_, writer_, metrics_, config_.clock, false},
      routes_(services_, config_),
      router_(services_, no_log(), routes_.all(), routes_.files()) {}

InProcess::~InProcess() { writer_.stop(); }

Answer InProcess::answer(const Request& request) {
  auto answer = boost::asio::co_spawn(context_, router_.answer(request, false), boost::asio::use_future);
  context_.restart();
  context_.run();
  return answer.get();
}

std::string InProcess::ask(const std::string& sql) const {
  Database database(config_.data / "assent.sqlite3");
  Query query = database.query(sql);
  return query.step() ? query.text(0) : std::string();
}

std::string pattern_of(std::string path) {
  const std::size_t begin = path.find('{');
  if (begin != std::string::npos) path.erase(begin + 1, path.find('}') - begin - 1);
  return path;
}

std::string problem_of(const Answer& answer) {
  if (!answer.body || answer.content_type != "application/problem+json") return {};
  const Json body = Json::parse(*answer.body, nullptr, false);
  if (!body.is_object() || !body.contains("type") || !body.contains("detail")) return {};
  if (body.value("status", 0u) != static_cast<unsigned>(answer.status)) return {};
  constexpr std::string_view prefix = "urn:assent:problem:";
  const std::string type = body["type"];
  return type.starts_with(prefix) && type.substr(prefix.size()) == answer.problem ? std::string(answer.problem) : "";
}

}  // namespace assent::collector::test
