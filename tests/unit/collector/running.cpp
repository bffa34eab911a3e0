// Blocking sockets: a test waits for what it asked.
#include "collector/running.hpp"

#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <boost/asio/write.hpp>
#include <cctype>
#include <stdexcept>

#include "authoring/digest.hpp"
#include "collector/database.hpp"

namespace assent::collector::test {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::chrono::seconds patience{10};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return text;
}

}  // namespace

std::string Reply::field(std::string_view name) const {
  const std::string wanted = "\r\n" + lower(std::string(name)) + ": ";
  const std::size_t at = lower(head).find(wanted);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + wanted.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::string Reply::problem() const {
  const auto parsed = Json::parse(body, nullptr, false);
  if (!parsed.is_object() || !parsed.contains("type")) return {};
  const std::string type = parsed["type"];
  return type.substr(type.rfind(':') + 1);
}

Client::Client(std::uint16_t port) : socket_(context_) {
  socket_.connect({asio::ip::address_v4::loopback(), port});
  const timeval limit{patience.count(), 0};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

void Client::send(std::string_view bytes) {
  boost::system::error_code ignored;  // the other side may refuse before it has read all
  asio::write(socket_, asio::buffer(bytes.data(), bytes.size()), ignored);
}

void Client::send(std::string_view bytes, std::chrono::milliseconds limit) {
  const timeval time{0, std::chrono::microseconds(limit).count()};
  ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
  ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void Client::end() {
  boost::system::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

bool Client::fill() {
  char bytes[4096];
  const auto count = ::recv(socket_.native_handle(), bytes, sizeof bytes, 0);
  if (count > 0) buffer_.append(bytes, static_cast<std::size_t>(count));
  return count > 0;
}

Reply Client::receive(bool head_only) {
  Reply reply;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill()) return reply;
  reply.head = buffer_.substr(0, end + 4);
  buffer_.erase(0, end + 4);
  reply.status = static_cast<unsigned>(std::stoi(reply.head.substr(9, 3)));
  const std::string length = reply.field("content-length");
  const std::size_t size = length.empty() || head_only ? 0 : std::stoul(length);
  while (buffer_.size() < size && fill()) {
  }
  reply.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return reply;
}

bool Client::closes_within(std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (fill()) buffer_.clear();
  return std::chrono::steady_clock::now() < end;
}

Running::Running(const std::function<void(Config&)>& change, const authoring::Compiled& site) {
  Config config;
  config.data = data_;
  config.clock = [now_ms = now_ms_] { return now_ms->load(); };
  if (change) change(config);
  const auto log = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(*log_));
  server_ = std::make_unique<Server>(config, std::vector{site}, log);
  port_ = server_->port();
  thread_ = std::thread([this] { server_->run(); });
}

Running::~Running() { stop(); }

void Running::stop() {
  if (!thread_.joinable()) return;
  server_->stop();
  wait();
}

void Running::wait() {
  if (thread_.joinable()) thread_.join();
}

Reply Running::raw(std::string_view bytes) const {
  Client client(port_);
  client.send(bytes);
  return client.receive();
}

Reply Running::request(std::string_view method, std::string_view path, std::string_view body,
                       const Fields& fields) const {
  std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
  if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH")
    text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  Client client(port_);
  client.send(text + "\r\n" + std::string(body));
  return client.receive(method == "HEAD");
}

std::string Running::token() const {
  const std::string body = get("/v1/sites/corner-books/boot").body;
  const std::size_t begin = body.find('\n') + 1;
  return Json::parse(body.substr(begin, body.find('\n', begin) - begin))["token"];
}

Reply Running::consent(const Json& record, const Visitor* visitor, const Fields& fields) const {
  const std::string body = record.dump();
  Fields all = fields;
  all.emplace_back("Content-Type", "application/json");
  if (visitor) {
    all.emplace_back("Assent-Key", visitor->key());
    all.emplace_back("Assent-Signature", visitor->sign(body));
  }
  return request("POST", "/v1/consents", body, all);
}

Reply Running::events(const Json& batch, const Visitor& visitor, const Fields& fields) const {
  const std::string body = batch.dump();
  Fields all = fields;
  all.emplace_back("Content-Type", "application/cloudevents-batch+json");
  all.emplace_back("Assent-Key", visitor.key());
  all.emplace_back("Assent-Signature", visitor.sign(body));
  return request("POST", "/v1/events", body, all);
}

std::string Running::nonce() const { return request("POST", "/v1/subjects/nonce").json()["nonce"]; }

Reply Running::subject(std::string_view method, const Visitor& visitor, std::string_view target,
                       std::string_view body) const {
  const std::string one = nonce();
  return subject_with(one, signed_text(method, target, one, body), method, visitor, target, body);
}

Reply Running::subject_with(const std::string& nonce, std::string_view signed_text, std::string_view method,
                            const Visitor& visitor, std::string_view target, std::string_view body) const {
  Fields fields{
      {"Assent-Key", visitor.key()}, {"Assent-Nonce", nonce}, {"Assent-Signature", visitor.sign(signed_text)}};
  if (!body.empty()) fields.emplace_back("Content-Type", "application/json");
  return request(method, target, body, fields);
}

std::string signed_text(std::string_view method, std::string_view target, std::string_view nonce,
                        std::string_view body) {
  std::string text = std::string(method) + " " + std::string(target) + " " + std::string(nonce);
  if (!body.empty()) text += " " + authoring::sha256_hex(body);
  return text;
}

Reply Running::from_page(std::string_view method, std::string_view path, std::string_view origin,
                         const Json& body) const {
  Fields fields{{"Content-Type", "application/json"}};
  if (!origin.empty()) fields.emplace_back("Origin", origin);
  return request(method, path, body.dump(), fields);
}

bool Running::holds(std::string_view bytes) const {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data_))
    if (entry.is_regular_file() && read_all(entry.path()).find(bytes) != std::string::npos) return true;
  return false;
}

std::string Running::ask(const std::string& sql) const {
  Database database(data_ / "assent.sqlite3");
  Query query = database.query(sql);
  return query.step() ? query.text(0) : std::string();
}

}  // namespace assent::collector::test
