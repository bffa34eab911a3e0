// The CloudEvents HTTP binding, by the public conformance cases: events are taken in batched mode alone, and an event
// of the cases in a batch is read as one that is not ours.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "collector/in_process.hpp"

using namespace assent::collector;
using test::Fields;
using test::InProcess;
using test::Json;
using test::make_request;
using test::Visitor;

namespace {

/// A request of the cases: its fields, and its body.
struct Sample {
  Fields fields;
  std::string body;
};

std::string feature() {
  std::ifstream file(ASSENT_SOURCE_DIR "/../shared/vectors/cloudevents-conformance.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) return {};
  for (const Json& each : Json::parse(text)["files"])
    if (each["path"].get<std::string>().ends_with("http-protocol-binding.feature")) return each["text"];
  return {};
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

Sample read_sample(std::istream& lines, const std::string& content_type) {
  Sample sample;
  std::string line;
  std::getline(lines, line);  // the request line
  while (std::getline(lines, line) && !trimmed(line).empty()) {
    const std::string text = trimmed(line);
    const std::size_t colon = text.find(": ");
    std::string value = text.substr(colon + 2);
    if (value == "<contentType>") value = content_type;
    const std::string name = text.substr(0, colon);
    if (name != "Host" && name != "Content-Length") sample.fields.emplace_back(name, value);
  }
  while (std::getline(lines, line) && trimmed(line) != "\"\"\"") sample.body += line + "\n";
  return sample;
}

// Each request of the feature with each of its content types, and one that the binding names for batches.
std::vector<Sample> samples(const std::string& text) {
  std::vector<Sample> all;
  for (const char* type : {"application/json", "application/json; charset=utf-8", "application/cloudevents+json",
                           "application/cloudevents+json; charset=utf-8"}) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      if (trimmed(line) == "Given an HTTP request" && std::getline(lines, line))
        all.push_back(read_sample(lines, type));
  }
  return all;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(cloudevents_binding, InProcess)

BOOST_AUTO_TEST_CASE(binary_and_structured_modes_are_refused_by_their_media_type) {
  const std::string text = feature();
  if (text.empty()) {
    BOOST_TEST_MESSAGE("skipped: no ../shared/vectors");
    return;
  }
  const Visitor visitor;
  const auto all = samples(text);
  BOOST_TEST(all.size() == 8u);
  for (Sample sample : all) {
    BOOST_TEST(!sample.body.empty());
    sample.fields.emplace_back("Assent-Key", visitor.key());
    sample.fields.emplace_back("Assent-Signature", visitor.sign(sample.body));
    BOOST_TEST(test::problem_of(answer(make_request("POST", "/v1/events", sample.body, sample.fields))) ==
               "media-type");
  }
}

BOOST_AUTO_TEST_CASE(batched_mode_is_read_and_an_event_of_others_refused_by_its_rule) {
  const std::string text = feature();
  if (text.empty()) {
    BOOST_TEST_MESSAGE("skipped: no ../shared/vectors");
    return;
  }
  const Visitor visitor;
  for (const Sample& sample : samples(text)) {
    const std::string body = "[" + sample.body + "]";
    const Answer given = answer(make_request("POST", "/v1/events", body,
                                             {{"Content-Type", "application/cloudevents-batch+json; charset=UTF-8"},
                                              {"Assent-Key", visitor.key()},
                                              {"Assent-Signature", visitor.sign(body)}}));
    BOOST_TEST(given.problem == "gate-refused");
    BOOST_REQUIRE(given.body);
    BOOST_TEST(Json::parse(*given.body)["rule"] == "malformed_event");
  }
  BOOST_TEST(ask("SELECT count(*) FROM events") == "0");
}

BOOST_AUTO_TEST_SUITE_END()
