// Cases of the whole collector: boot answer, files, origins, restart and a clean stop.
#include "collector/server.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <csignal>
#include <future>

#include "authoring/digest.hpp"
#include "collector/boot.hpp"
#include "collector/encoding.hpp"
#include "collector/keys.hpp"
#include "collector/limits.hpp"
#include "collector/running.hpp"
#include "collector/token.hpp"

using namespace assent;
using namespace assent::collector;
using namespace std::chrono_literals;
using collector::test::Client;
using collector::test::Json;
using collector::test::noon_ms;
using collector::test::Reply;
using collector::test::Running;
using collector::test::Visitor;
namespace fs = std::filesystem;

namespace {

struct BootAnswer {
  std::string signature;
  std::string line;
  std::string pack;
};

BootAnswer split(const std::string& body) {
  const std::size_t first = body.find('\n');
  const std::size_t second = body.find('\n', first + 1);
  return {body.substr(0, first), body.substr(first + 1, second - first - 1), body.substr(second + 1)};
}

// Folders of a built widget and of a demo shop.
struct Folders {
  test::Folder folder;
  fs::path web = folder.path() / "web";
  fs::path site = folder.path() / "site";

  Folders() {
    test::write_file(web / "assent.js", std::string(500, 'a'));
    test::write_file(web / "head.js", std::string(50, 'h'));
    test::write_file(web / "assent" / "core.0123456789abcdef.wasm", "wasm");
    test::write_file(site / "index.html", "<p>home</p>");
    test::write_file(site / "trips" / "index.html", "<p>trips</p>");
    test::write_file(site / ".env", "no");
    test::write_file(folder.path() / "secret.txt", "no");
  }
  auto configure() const {
    return [this](Config& config) {
      config.web = web;
      config.files = site;
    };
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(boot_answer_is_signed_and_carries_its_pack) {
  const Running collector;
  const Reply reply = collector.get("/v1/sites/corner-books/boot?lang=en");
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.field("content-type") == "application/vnd.assent.boot");
  BOOST_TEST(reply.field("cache-control") == "no-store");
  BOOST_TEST(reply.field("access-control-allow-origin") == "*");
  const BootAnswer boot = split(reply.body);
  const std::string key = *from_base64(collector.server().public_key("corner-books"));
  BOOST_TEST(verify(key, boot.line, *from_base64(boot.signature)));
  BOOST_TEST(!verify(key, boot.line + " ", *from_base64(boot.signature)));
  const Json line = Json::parse(boot.line);
  BOOST_TEST(line["site"] == "corner-books");
  BOOST_TEST(line["pack"] == authoring::sha256_hex(boot.pack));
  BOOST_TEST(line["pack"] == test::pack_hash());
  BOOST_TEST(line["language"] == "en");
  BOOST_TEST(!line.contains("languages"));  // no page reads them
  BOOST_TEST(line["region"] == "");
}

BOOST_AUTO_TEST_CASE(boot_answer_is_compressed_and_made_anew_each_minute) {
  Running collector;
  const auto boot = [&](const test::Fields& fields) { return collector.get("/v1/sites/corner-books/boot", fields); };
  const Reply compressed = boot({{"Accept-Encoding", "gzip, br"}});
  BOOST_TEST(compressed.field("content-encoding") == "br");
  BOOST_TEST(compressed.body.size() < boot({}).body.size());
  // The token in it is of another window from here on, so what is made anew can be told from what was kept.
  const double last_ms = (std::floor(noon_ms / token_window_ms) + 1) * token_window_ms - 1;
  collector.set_time(last_ms);
  const std::string first = boot({}).body;
  collector.set_time(last_ms + boot_refresh_ms);
  BOOST_TEST(boot({}).body == first);
  collector.set_time(last_ms + boot_refresh_ms + 1);
  BOOST_TEST(boot({}).body != first);
}

BOOST_AUTO_TEST_CASE(unknown_site_is_a_problem_and_unknown_language_the_first) {
  const Running collector;
  BOOST_TEST(collector.get("/v1/sites/nowhere/boot").status == 404u);
  BOOST_TEST(collector.get("/v1/sites/nowhere/boot").problem() == "unknown-site");
  const BootAnswer boot = split(collector.get("/v1/sites/corner-books/boot?lang=xx").body);
  BOOST_TEST(Json::parse(boot.line)["language"] == "en");
}

BOOST_AUTO_TEST_CASE(region_is_believed_from_a_trusted_proxy_only) {
  const auto region = [](const Running& collector, const char* value) {
    return Json::parse(split(collector.get("/v1/sites/corner-books/boot", {{"X-Region", value}}).body).line)["region"]
        .get<std::string>();
  };
  const auto trust = [](const char* proxy) {
    return [proxy](Config& config) {
      config.region_header = "x-region";
      config.trusted_proxies = {proxy};
    };
  };
  const Running trusting(trust("127.0.0.1"));
  BOOST_TEST(region(trusting, "DE") == "DE");
  BOOST_TEST(region(trusting, "US-CA") == "US-CA");
  BOOST_TEST(region(trusting, "<script>") == "");
  const Running other(trust("10.0.0.1"));
  BOOST_TEST(region(other, "DE") == "");
  BOOST_TEST(region(Running(), "DE") == "");
}

BOOST_AUTO_TEST_CASE(regions_have_their_form) {
  for (const char* text : {"DE", "US-CA", "GB-ENG", "FR-75"}) BOOST_TEST(is_region(text), text);
  for (const char* text : {"", "D", "de", "DEU", "DE-", "DE-ABCD", "D1", "US_CA", "US-ca"})
    BOOST_TEST(!is_region(text), text);
}

BOOST_AUTO_TEST_CASE(packs_and_contents_are_immutable_files) {
  const Running collector;
  std::vector<std::string> hashes{test::pack_hash()};
  for (const auto& [hash, bytes] : test::shop().contents) hashes.push_back(hash);
  for (const std::string& hash : hashes) {
    const Reply reply = collector.get("/packs/" + hash);
    BOOST_TEST(reply.status == 200u);
    BOOST_TEST(authoring::sha256_hex(reply.body) == hash);
    BOOST_TEST(reply.field("cache-control") == "public, max-age=31536000, immutable");
    BOOST_TEST(reply.field("access-control-allow-origin") == "*");
    BOOST_TEST(reply.field("content-security-policy") == "default-src 'none'; sandbox");
  }
  BOOST_TEST(collector.get("/packs/" + hashes[0], {{"Accept-Encoding", "br"}}).field("content-encoding") == "br");
  BOOST_TEST(collector.get("/packs/" + std::string(64, '0')).status == 404u);
}

BOOST_AUTO_TEST_CASE(widget_and_demo_are_served_and_nothing_beside_them) {
  const Folders folders;
  const Running collector(folders.configure());
  const auto body = [&](const char* path) { return collector.get(path).body; };
  BOOST_TEST(body("/") == "<p>home</p>");
  BOOST_TEST(body("/trips/") == "<p>trips</p>");
  BOOST_TEST(body("/assent.js").size() == 500u);
  BOOST_TEST(body("/head.js").size() == 50u);
  BOOST_TEST(body("/assent/core.0123456789abcdef.wasm") == "wasm");
  BOOST_TEST(collector.get("/assent/core.0123456789abcdef.wasm").field("cache-control") ==
             "public, max-age=31536000, immutable");
  BOOST_TEST(collector.get("/assent/core.0123456789abcdef.wasm").field("content-type") == "application/wasm");
  BOOST_TEST(collector.get("/assent.js", {{"Accept-Encoding", "br"}}).field("content-encoding") == "br");
  const Reply moved = collector.get("/trips");
  BOOST_TEST(moved.status == 308u);
  BOOST_TEST(moved.field("location") == "/trips/");
  for (const char* path :
       {"/../secret.txt", "/%2e%2e/secret.txt", "/trips/../../secret.txt", "/.env", "/%2eenv", "/..%2fsecret.txt",
        "/..%5csecret.txt", "/assent/../../secret.txt", "/missing", "//etc/passwd", "/core.0123456789abcdef.wasm"})
    BOOST_TEST(collector.get(path).status == 404u, path);
}

BOOST_AUTO_TEST_CASE(browser_asks_again_and_hears_that_nothing_changed) {
  const Folders folders;
  const Running collector(folders.configure());
  const std::string etag = collector.get("/assent.js").field("etag");
  const Reply reply = collector.get("/assent.js", {{"If-None-Match", etag}});
  BOOST_TEST(reply.status == 304u);
  BOOST_TEST(reply.body.empty());
  BOOST_TEST(reply.field("etag") == etag);
  const Reply head = collector.request("HEAD", "/assent.js");
  BOOST_TEST(head.status == 200u);
  BOOST_TEST(head.field("content-length") == "500");
}

BOOST_AUTO_TEST_CASE(preflight_is_answered_for_allowed_origins) {
  const Running collector([](Config& config) { config.allow_origins = {"https://partner.example"}; });
  const auto preflight = [&](const char* origin) {
    return collector.request("OPTIONS", "/v1/events", {},
                             {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}});
  };
  for (const char* origin : {"https://books.example", "https://partner.example", "http://127.0.0.1"}) {
    const Reply reply = preflight(origin);
    BOOST_TEST(reply.status == 204u);
    BOOST_TEST(reply.field("access-control-allow-origin") == origin);
    BOOST_TEST(reply.field("access-control-allow-headers") ==
               "content-type, assent-key, assent-nonce, assent-signature");
    BOOST_TEST(reply.field("access-control-allow-credentials") == "");
  }
  for (const char* origin : {"null", "https://evil.example"}) BOOST_TEST(preflight(origin).status == 403u, origin);
}

BOOST_AUTO_TEST_CASE(other_methods_and_paths_are_problems) {
  const Running collector;
  BOOST_TEST(collector.get("/v1/events").status == 405u);
  BOOST_TEST(collector.request("POST", "/metrics").status == 405u);
  BOOST_TEST(collector.request("PUT", "/v1/consents").status == 405u);
  BOOST_TEST(collector.request("POST", "/nowhere").status == 404u);
  BOOST_TEST(collector.get("/v1/sites/a/b/boot").status == 404u);
  BOOST_TEST(collector.get("/v1/sites//boot").status == 404u);
  BOOST_TEST(collector.raw("BREW /healthz HTTP/1.1\r\nHost: a\r\n\r\n").status == 405u);
}

BOOST_AUTO_TEST_CASE(health_readiness_and_metrics_are_told) {
  const Running collector;
  BOOST_TEST(collector.get("/healthz").body == "alive\n");
  BOOST_TEST(collector.get("/readyz").body == "ready\n");
  const std::string metrics = collector.get("/metrics").body;
  BOOST_TEST(metrics.find("assent_answers_total{method=\"GET\",route=\"/readyz\",status=\"200\"} 1") !=
             std::string::npos);
  BOOST_TEST(metrics.find("\nassent_connections ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(everything_stands_after_a_restart) {
  const test::Folder folder;
  const Visitor visitor;
  const auto same_data = [&](Config& config) { config.data = folder.path() / "data"; };
  std::string key;
  Json record;
  {
    const Running collector(same_data);
    key = collector.server().public_key("corner-books");
    record = test::record({"personalization"}, noon_ms, collector.token());
    BOOST_TEST(collector.consent(record, &visitor).status == 201u);
  }
  const Running collector(same_data);
  BOOST_TEST(collector.server().public_key("corner-books") == key);
  BOOST_TEST(collector.consent(record, &visitor).status == 200u);
  const Json event = test::attributes_event("crm", {{"age", "18-34"}}, record, noon_ms, {"personalization"});
  BOOST_TEST(collector.events(Json::array({event}), visitor).status == 200u);
}

BOOST_AUTO_TEST_CASE(stop_lets_the_request_under_way_end_and_closes_idle_connections) {
  Running collector;
  Client idle(collector.port());
  Client busy(collector.port());
  idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  BOOST_TEST(idle.receive().status == 200u);
  busy.send("GET /healthz HTTP/1.1\r\nHost");
  std::this_thread::sleep_for(300ms);
  auto stopped = std::async(std::launch::async, [&] { collector.stop(); });
  BOOST_TEST(idle.closes_within(5s));
  BOOST_TEST((stopped.wait_for(100ms) == std::future_status::timeout));
  busy.send(": a\r\n\r\n");
  const Reply reply = busy.receive();
  BOOST_TEST(reply.status == 200u);
  BOOST_TEST(reply.field("connection") == "close");
  BOOST_TEST((stopped.wait_for(5s) == std::future_status::ready));
}

BOOST_AUTO_TEST_CASE(sigterm_and_sigint_stop_the_collector) {
  for (const int signal : {SIGTERM, SIGINT}) {
    Running collector([](Config& config) { config.heed_signals = true; });
    const Json record = test::record({}, noon_ms, "");
    BOOST_TEST(collector.consent(record, nullptr).status == 201u);
    ::kill(::getpid(), signal);
    collector.wait();
    BOOST_TEST(collector.ask("SELECT count(*) FROM consents") == "1");
  }
}

BOOST_AUTO_TEST_CASE(stop_gives_up_on_a_request_at_the_drain_limit) {
  Running collector([](Config& config) { config.limits.drain = 200ms; });
  Client busy(collector.port());
  busy.send("GET /healthz HTTP/1.1\r\nHost");
  std::this_thread::sleep_for(300ms);
  const auto begin = std::chrono::steady_clock::now();
  collector.stop();
  const auto took = std::chrono::steady_clock::now() - begin;
  BOOST_TEST((took >= 200ms && took < 8s));
}

BOOST_AUTO_TEST_CASE(taken_port_and_bad_addresses_are_told) {
  const Running collector;
  BOOST_CHECK_THROW(Running([&](Config& config) { config.port = collector.port(); }), std::runtime_error);
  BOOST_CHECK_THROW(Running([&](Config& config) { config.host = "somewhere"; }), std::runtime_error);
  BOOST_CHECK_THROW(Running([&](Config& config) { config.trusted_proxies = {"proxy"}; }), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(snippet_names_site_key_and_script) {
  BOOST_TEST(embed_snippet("corner-books", "KEY=", "") ==
             "<script async src=\"/assent.js\" data-site=\"corner-books\" data-key=\"KEY=\"></script>");
  BOOST_TEST(
      embed_snippet("corner-books", "KEY=", "https://c.example") ==
      "<script async src=\"https://c.example/assent.js\" data-site=\"corner-books\" data-key=\"KEY=\"></script>");
}

BOOST_AUTO_TEST_SUITE_END()
