// Cases of the reader: however a stream is cut, the same request comes out, and nothing of the next is touched.
#include "collector/request_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/test/unit_test.hpp>

using namespace assent::collector;
using State = RequestReader::State;

namespace {

const Limits limits;

/// What a stream is read as in pieces of `step` bytes: the problem, or the body and what is left in the buffer.
struct Read {
  State state;
  std::string problem, body, left;
};

Read read(std::string_view stream, std::size_t step, const Limits& within = limits) {
  boost::beast::flat_buffer buffer(max_read_buffer_bytes);
  RequestReader reader(within);
  const auto fill = [&] {
    const std::string_view piece = stream.substr(0, step);
    stream.remove_prefix(piece.size());
    buffer.commit(
        boost::asio::buffer_copy(buffer.prepare(piece.size()), boost::asio::buffer(piece.data(), piece.size())));
    return !piece.empty();
  };
  while (reader.read_head(buffer) == State::head && fill()) {
  }
  if (reader.state() == State::taken)
    while (reader.read_body(buffer) == State::body && (fill() || reader.end() == State::body)) {
    }
  const auto rest = buffer.cdata();
  std::string left(static_cast<const char*>(rest.data()), rest.size());
  const bool done = reader.state() == State::done;
  return {reader.state(), std::string(reader.problem().name), done ? reader.request().body() : "", left.append(stream)};
}

std::string post(std::string_view fields, std::string_view body) {
  return std::string("POST / HTTP/1.1\r\nHost: a\r\n").append(fields).append("\r\n").append(body);
}

constexpr std::size_t steps[] = {1, 2, 3, 7, 64, 4096};

}  // namespace

BOOST_AUTO_TEST_SUITE(request_readers)

BOOST_AUTO_TEST_CASE(request_is_the_same_however_the_stream_is_cut) {
  for (const std::size_t step : steps) {
    const Read told = read(post("Content-Length: 5\r\n", "12345GET /next"), step);
    BOOST_TEST((told.state == State::done));
    BOOST_TEST(told.body == "12345");
    BOOST_TEST(told.left == "GET /next");
    const Read chunked =
        read(post("Transfer-Encoding: chunked\r\n", "3\r\n123\r\n02\r\n45\r\n0\r\n\r\nGET /next"), step);
    BOOST_TEST((chunked.state == State::done));
    BOOST_TEST(chunked.body == "12345");
    BOOST_TEST(chunked.left == "GET /next");
  }
}

BOOST_AUTO_TEST_CASE(request_without_a_body_touches_nothing_of_the_next) {
  for (const std::size_t step : steps) {
    const Read told = read("GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /next", step);
    BOOST_TEST((told.state == State::done));
    BOOST_TEST(told.left == "\r\nGET /next");
  }
}

BOOST_AUTO_TEST_CASE(refusal_is_the_same_however_the_stream_is_cut) {
  const std::pair<std::string, std::string_view> refused[] = {
      {post("Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"), "transfer-encoding"},
      {post("x: 1\r\n 2\r\n", ""), "folded-field"},
      {post("Transfer-Encoding: chunked\r\n", "2;a=b\r\n{}\r\n0\r\n\r\n"), "malformed-body"},
      {post("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nAssent-Key: x\r\n\r\n"), "malformed-body"},
      {post("Transfer-Encoding: chunked\r\n", "-1\r\n{}\r\n0\r\n\r\n"), "malformed-body"},
      {post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n"), "malformed-body"},
      {post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n"), "body-too-large"},
      {post("Transfer-Encoding: chunked\r\n", "2\r\n{}}\r\n0\r\n\r\n"), "malformed-body"},
      {post("Transfer-Encoding: chunked\r\n", "2\n{}\n0\n\n"), "malformed-body"},
      {post("Transfer-Encoding: chunked\r\n", "2\r\n{"), "malformed-body"},
      {post("Content-Length: 3\r\n", "{}"), "malformed-body"}};
  for (const auto& [stream, problem] : refused)
    for (const std::size_t step : steps) BOOST_TEST(read(stream, step).problem == problem, stream);
}

BOOST_AUTO_TEST_CASE(body_limit_holds_though_it_would_be_ignored_when_set_after_the_head) {
  Limits small;
  small.body_bytes = 10;
  for (const std::size_t step : steps) {
    BOOST_TEST(read(post("Content-Length: 10\r\n", "1234567890"), step, small).body == "1234567890");
    BOOST_TEST(read(post("Content-Length: 11\r\n", "12345678901"), step, small).problem == "body-too-large");
    BOOST_TEST(
        read(post("Transfer-Encoding: chunked\r\n", "5\r\n12345\r\n5\r\n67890\r\n0\r\n\r\n"), step, small).body ==
        "1234567890");
    BOOST_TEST(
        read(post("Transfer-Encoding: chunked\r\n", "5\r\n12345\r\n6\r\n678901\r\n0\r\n\r\n"), step, small).problem ==
        "body-too-large");
  }
}

BOOST_AUTO_TEST_CASE(head_of_a_chunk_has_no_more_room_than_the_head_of_a_request) {
  Limits small;
  small.head_bytes = 100;
  const std::string fields = "Transfer-Encoding: chunked\r\n";
  BOOST_TEST(read(post(fields, std::string(90, '0') + "2\r\n{}\r\n0\r\n\r\n"), 1, small).body == "{}");
  BOOST_TEST(read(post(fields, std::string(100, '0') + "2\r\n{}\r\n0\r\n\r\n"), 1, small).problem == "malformed-body");
}

BOOST_AUTO_TEST_CASE(head_at_the_limit_is_read_and_one_past_refused_however_it_comes) {
  const auto head = [](std::size_t bytes) {
    std::string text = "GET / HTTP/1.1\r\nHost: a\r\nx: ";
    return text.append(bytes - text.size() - 4, 'x').append("\r\n\r\n");
  };
  for (const std::size_t step : {std::size_t{64}, std::size_t{1000}, max_read_buffer_bytes}) {
    BOOST_TEST((read(head(limits.head_bytes), step).state == State::done));
    BOOST_TEST(read(head(limits.head_bytes + 1), step).problem == "head-too-large");
  }
}

BOOST_AUTO_TEST_CASE(stream_that_ends_before_its_head_is_no_request) {
  BOOST_TEST((read("GET / HTTP/1.1\r\nHost: a\r\n", 4096).state == State::head));
}

BOOST_AUTO_TEST_CASE(what_was_refused_stays_refused) {
  const std::string stream = post("Transfer-Encoding: chunked\r\n", "5\r\nab");
  boost::beast::flat_buffer buffer(max_read_buffer_bytes);
  buffer.commit(boost::asio::buffer_copy(buffer.prepare(stream.size()), boost::asio::buffer(stream)));
  RequestReader reader(limits);
  BOOST_REQUIRE((reader.read_head(buffer) == State::taken));
  BOOST_REQUIRE((reader.read_body(buffer) == State::body));
  BOOST_TEST((reader.end() == State::refused));
  BOOST_TEST((reader.read_body(buffer) == State::refused));
}

BOOST_AUTO_TEST_SUITE_END()
