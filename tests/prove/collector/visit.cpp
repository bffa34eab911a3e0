// The requests are those that a page would make, signed by a visitor's key; both runs draw the same ids and keys.
#include "collector/visit.hpp"

#include "collector/drawn_random.hpp"
#include "collector/dump.hpp"
#include "collector/process.hpp"
#include "collector/running.hpp"

namespace assent::prove {

namespace {

namespace fs = std::filesystem;

using collector::test::Json;
using collector::test::Visitor;
using Fields = collector::test::Fields;
using What = Ask::What;

constexpr double ask_ms = 2'000;  // between two requests
constexpr double day_ms = 86'400'000;
constexpr double week_ms = 7 * day_ms;
constexpr double retention_over_ms = 31 * day_ms;  // the shop keeps thirty days
constexpr double consent_over_ms = 400 * day_ms;
constexpr const char* grantable[] = {"personalization", "measurement", "marketing"};

Fields signed_by(const Visitor& visitor, const std::string& message, Fields fields = {}) {
  fields.emplace_back("Assent-Key", visitor.key());
  fields.emplace_back("Assent-Signature", visitor.sign(message));
  return fields;
}

// 32 hexadecimal digits that depend on a text.
std::string id_of(const std::string& text) {
  std::string id;
  for (std::size_t at = 0; at < 32; ++at) id.push_back("0123456789abcdef"[text[at % text.size()] % 16]);
  return id;
}

class Player {
 public:
  Player(CollectorProcess& process, const Plan& plan, std::size_t side) : process_(process), plan_(plan), side_(side) {}

  void play(Visit& visit) {
    // An answer to a boot request comes first, for its token.
    boot();
    for (const Ask& each : plan_.asks) {
      now_ms_ += ask_ms;
      process_.set_time(now_ms_);
      ask(each);
    }
    visit.seen = std::move(seen_);
    visit.rules = std::move(rules_);
  }

 private:
  std::string request(const std::string& method, const std::string& path, const std::string& body,
                      const Fields& fields) {
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
    if (method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    collector::test::Client client(process_.port());
    client.send(text + "\r\n" + body);
    const collector::test::Reply reply = client.receive();
    seen_.push_back({"the answer to " + method + " " + path, reply.head + reply.body});
    note(reply);
    return reply.body;
  }

  // Which rule refused it, for the figures.
  void note(const collector::test::Reply& reply) {
    if (reply.status < 400) return;
    const Json answer = Json::parse(reply.body, nullptr, false);
    ++rules_[answer.is_object() && answer.contains("rule") ? answer["rule"].get<std::string>() : reply.problem()];
  }

  void ask(const Ask& each) {
    switch (each.what) {
      case What::grant:
        return consent(each.granted);
      case What::withdraw:
        return consent(0);
      case What::permitted:
        return permitted(each.pick);
      case What::refused:
        return refused(each);
      case What::kept:
        return send(event("crm", {{"birthday", each.texts[side_]}}, {"marketing"}), visitor_);
      case What::exported:
        return about_me("GET");
      case What::erase:
        return about_me("DELETE");
      case What::outlive:
        now_ms_ += each.pick == 0 ? retention_over_ms : consent_over_ms;
        return process_.set_time(now_ms_);
      case What::crm:
        return seen_.push_back({"the CRM's export", process_.crm_export()});
      case What::boot:
        return boot();
      case What::metrics:
        request("GET", "/metrics", {}, {});
    }
  }

  void boot() {
    const std::string body = request("GET", "/v1/sites/corner-books/boot", {}, {});
    const std::size_t begin = body.find('\n') + 1;
    token_ = Json::parse(body.substr(begin, body.find('\n', begin) - begin))["token"];
  }

  void consent(int bits) {
    std::vector<std::string> granted;
    for (int at = 0; at < 3; ++at)
      if (bits >> at & 1) granted.emplace_back(grantable[at]);
    record_ = collector::test::record(granted, now_ms_, token_);
    post_record(record_, visitor_);
  }

  void post_record(const Json& record, const Visitor& sender) {
    const std::string body = record.dump();
    request("POST", "/v1/consents", body, signed_by(sender, body, {{"Content-Type", "application/json"}}));
  }

  Json event(std::string_view destination, Json attributes, const std::vector<std::string>& purposes) const {
    return collector::test::attributes_event(destination, std::move(attributes), record_, now_ms_, purposes);
  }

  void send(const Json& event, const Visitor& sender) {
    const std::string body = Json::array({event}).dump();
    post_batch(body, signed_by(sender, body));
  }

  void post_batch(const std::string& body, Fields fields) {
    fields.emplace_back("Content-Type", "application/cloudevents-batch+json");
    request("POST", "/v1/events", body, fields);
  }

  // Kept or refused as the consent that stands has it: in both runs alike.
  void permitted(int pick) {
    if (pick % 2 == 0) return send(event("crm", {{"age", pick > 3 ? "18-34" : "65+"}}, {"personalization"}), visitor_);
    send(collector::test::exposure_event("collector", "everyone", pick > 3 ? "red" : "blue", record_, now_ms_,
                                         {"personalization"}),
         visitor_);
  }

  void refused(const Ask& each) {
    const std::string& text = each.texts[side_];
    switch (each.refusal) {
      case Refused::malformed_record: {
        Json record = record_;
        record["extra"] = text;
        return post_record(record, visitor_);
      }
      case Refused::malformed_json:
        return post_batch("[" + text, signed_by(visitor_, "[" + text));
      case Refused::unsigned_batch:
        return post_batch(Json::array({refused_event(each, text)}).dump(), signed_by(visitor_, "something else"));
      case Refused::forged_nonce:
        request("GET", "/v1/subjects/me", {},
                signed_by(visitor_, "GET /v1/subjects/me " + text, {{"Assent-Nonce", text}}));
        return;
      case Refused::unknown_path:
        request("GET", "/v1/sites/" + text + "/boot", {}, {});
        return;
      case Refused::attribute_without_consent:
        return from_stranger(text);
      default:
        return send(refused_event(each, text), visitor_);
    }
  }

  // Of one who allows to measure, and nothing else: a day that the text picks.
  void from_stranger(const std::string& text) {
    const Json record = collector::test::record({"measurement"}, now_ms_, token_);
    post_record(record, stranger_);
    const std::string birthday = "19" + std::to_string(40 + text.back() % 60) + "-02-1" + std::to_string(text[2] % 10);
    send(collector::test::attributes_event("crm", {{"birthday", birthday}}, record, now_ms_, {"marketing"}), stranger_);
  }

  Json refused_event(const Ask& each, const std::string& text) const {
    Json made = event("crm", {{"secret", text}}, {"personalization"});
    Json& attributes = made["data"]["attributes"];
    switch (each.refusal) {
      case Refused::attribute_not_minimized:
        attributes = {{"age", 20 + text.back() % 40}};
        break;
      case Refused::special_category:
        attributes = {{"eyesight", text.back() % 2 == 0}};
        break;
      case Refused::unknown_attribute:
        attributes = {{text, 1}};
        break;
      case Refused::unknown_slot:
        return collector::test::exposure_event("collector", text, {}, record_, now_ms_, {"personalization"});
      case Refused::unknown_record:
        made["assentrecord"] = id_of(text);
        break;
      case Refused::unknown_purpose:
        made["data"]["purposes"] = {text};
        break;
      case Refused::malformed_event:
        made["extra"] = text;
        break;
      case Refused::late_event:
        return collector::test::attributes_event("crm", {{"secret", text}}, record_, now_ms_ - week_ms - each.pick - 1,
                                                 {"personalization"});
      default:
        break;
    }
    return made;
  }

  void about_me(const std::string& method) {
    const std::string path = "/v1/subjects/me";
    const std::string nonce = Json::parse(request("POST", "/v1/subjects/nonce", {}, {}))["nonce"];
    request(method, path, {}, signed_by(visitor_, method + " " + path + " " + nonce, {{"Assent-Nonce", nonce}}));
  }

  CollectorProcess& process_;
  const Plan& plan_;
  std::size_t side_;
  double now_ms_ = collector::test::noon_ms;
  Visitor visitor_;
  Visitor stranger_;
  std::string token_;
  Json record_;
  std::vector<Sighting> seen_;
  std::map<std::string, int> rules_;
};

}  // namespace

Visit play(const Started& started, const Plan& plan, std::size_t side, std::uint64_t seed) {
  const fs::path data = started.workspace / "data";
  const fs::path log = started.workspace / "log";
  fs::remove_all(started.workspace);
  fs::create_directories(data);
  fs::copy(started.keys, data / "keys", fs::copy_options::recursive);
  fs::permissions(data, fs::perms::owner_all);
  draw_randomness_from(seed);
  CollectorProcess process(started.program, data, log, started.leak);
  Visit visit;
  Player(process, plan, side).play(visit);
  const bool keeps_what_differs = plan.differs == Plan::Differs::outlived;
  if (!keeps_what_differs) {
    visit.files = database_files(data);
    visit.seen.push_back({"the rows of the database", dump_rows(data / "assent.sqlite3")});
  }
  process.stop();
  visit.seen.push_back({"the log", read_file(log)});
  if (!keeps_what_differs) visit.seen.push_back({"the database's file", read_file(data / "assent.sqlite3")});
  return visit;
}

}  // namespace assent::prove
