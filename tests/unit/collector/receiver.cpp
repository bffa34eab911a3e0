// Blocking sockets, a thread a connection: what a test says happens, happens.
#include "collector/receiver.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <stdexcept>

namespace assent::collector::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

constexpr std::chrono::seconds patience{10};

template <class Write>
std::string pem_of(Write write) {
  BIO* const memory = BIO_new(BIO_s_mem());
  write(memory);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  std::string pem(bytes, static_cast<std::size_t>(size));
  BIO_free(memory);
  return pem;
}

Certificate make_certificate() {
  constexpr long day_s = 86'400;
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  X509* const made = X509_new();
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
  X509_gmtime_adj(X509_getm_notBefore(made), -day_s);
  X509_gmtime_adj(X509_getm_notAfter(made), day_s);
  X509_set_pubkey(made, key);
  X509_NAME* const name = X509_get_subject_name(made);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(made, name);
  X509_EXTENSION* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
  X509_add_ext(made, names, -1);
  X509_EXTENSION_free(names);
  X509_sign(made, key, EVP_sha256());
  Certificate certificate{pem_of([&](BIO* out) { PEM_write_bio_X509(out, made); }), pem_of([&](BIO* out) {
                            PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
                          })};
  X509_free(made);
  EVP_PKEY_free(key);
  return certificate;
}

}  // namespace

const Certificate& localhost_certificate() {
  static const Certificate certificate = make_certificate();
  return certificate;
}

Receiver::Receiver(bool secure) : acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
  if (secure) {
    const Certificate& certificate = localhost_certificate();
    tls_.emplace(asio::ssl::context::tls_server);
    tls_->use_certificate_chain(asio::buffer(certificate.pem));
    tls_->use_private_key(asio::buffer(certificate.key), asio::ssl::context::pem);
  }
  thread_ = std::thread([this] { serve(); });
}

Receiver::~Receiver() {
  stopping_ = true;
  changed_.notify_all();
  beast::error_code ignored;
  tcp::socket knock(context_);
  knock.connect(acceptor_.local_endpoint(), ignored);
  thread_.join();
  for (std::thread& each : connections_) each.join();
}

std::string Receiver::url(std::string_view path) const {
  const std::string port = std::to_string(acceptor_.local_endpoint().port());
  return (tls_ ? "https://localhost:" : "http://127.0.0.1:") + port + std::string(path);
}

void Receiver::answer(std::string bytes) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(bytes);
  changed_.notify_all();
}

void Receiver::answer_status(unsigned status) {
  answer("HTTP/1.1 " + std::to_string(status) + " Said\r\ncontent-length: 0\r\n\r\n");
}

void Receiver::fall_silent() {
  const std::lock_guard lock(mutex_);
  answer_.reset();
}

std::vector<Posted> Receiver::posted() const {
  const std::lock_guard lock(mutex_);
  return posted_;
}

Posted Receiver::wait_for(std::size_t number) const {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, patience, [&] { return posted_.size() >= number; }))
    throw std::runtime_error("the webhook was not told");
  return posted_[number - 1];
}

void Receiver::serve() {
  while (!stopping_) {
    beast::error_code error;
    tcp::socket socket(context_);
    acceptor_.accept(socket, error);
    if (error || stopping_) continue;
    connections_.emplace_back([this, socket = std::move(socket)]() mutable {
      beast::error_code failed;
      if (!tls_) return serve_one(socket);
      asio::ssl::stream<tcp::socket> stream(std::move(socket), *tls_);
      stream.handshake(asio::ssl::stream_base::server, failed);
      if (!failed) serve_one(stream);
    });
  }
}

template <class Stream>
void Receiver::serve_one(Stream& stream) {
  most_at_once_ = std::max<std::size_t>(most_at_once_, ++at_once_);
  beast::error_code error;
  beast::flat_buffer buffer;
  http::request<http::string_body> request;
  http::read(stream, buffer, request, error);
  if (!error) {
    const auto field = [&](const char* name) { return std::string(request[name]); };
    std::unique_lock lock(mutex_);
    posted_.push_back({std::string(request.target()), field("content-type"), field("webhook-id"),
                       field("webhook-timestamp"), field("webhook-signature"), request.body()});
    changed_.notify_all();
    changed_.wait(lock, [&] { return stopping_ || answer_; });
    const std::string bytes = answer_.value_or("");
    lock.unlock();
    --at_once_;  // before the answer: the next request may come before this thread has ended
    asio::write(stream, asio::buffer(bytes), error);
  } else {
    --at_once_;
  }
}

}  // namespace assent::collector::test
