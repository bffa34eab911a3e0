// Cases of static folders, conditional requests and names with a hash.
#include "collector/files.hpp"

#include <boost/test/unit_test.hpp>

#include "collector/shop.hpp"

using namespace assent::collector;
namespace fs = std::filesystem;

namespace {

std::string value(const Answer& answer, std::string_view name) {
  for (const auto& [each, value] : answer.fields)
    if (each == name) return value;
  return {};
}

Request get(std::initializer_list<std::pair<const char*, std::string>> fields) {
  Request request(http::verb::get, "/", 11);
  for (const auto& [name, value] : fields) request.insert(name, value);
  return request;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(folder_serves_its_files_and_nothing_else) {
  const test::Folder root;
  const fs::path site = root.path() / "site";
  test::write_file(site / "index.html", "<h1>home</h1>");
  test::write_file(site / "trips" / "index.html", "<h1>trips</h1>");
  test::write_file(site / "a b.txt", "spaces");
  test::write_file(site / ".hidden", "no");
  test::write_file(site / ".git" / "config", "no");
  test::write_file(root.path() / "outside.txt", "no");
  fs::create_symlink(root.path() / "outside.txt", site / "link.txt");
  fs::create_directory_symlink(root.path(), site / "up");
  const Folder folder(site);
  BOOST_TEST(*folder.find("/")->plain == "<h1>home</h1>");
  BOOST_TEST(*folder.find("/index.html")->plain == "<h1>home</h1>");
  BOOST_TEST(*folder.find("/trips/")->plain == "<h1>trips</h1>");
  BOOST_TEST(*folder.find("/a b.txt")->plain == "spaces");
  for (const char* path :
       {"/.hidden", "/.git/config", "/link.txt", "/up/outside.txt", "/../outside.txt", "/trips", "", "index.html"})
    BOOST_TEST(!folder.find(path), path);
}

BOOST_AUTO_TEST_CASE(missing_folder_is_refused) { BOOST_CHECK_THROW(Folder("/nowhere/at/all"), std::runtime_error); }

BOOST_AUTO_TEST_CASE(file_at_the_limit_is_read_and_one_past_refused) {
  const test::Folder root;
  const fs::path file = root.path() / "file";
  test::write_file(file, std::string(100, 'a'));
  BOOST_TEST(read_file(file, 100).size() == 100u);
  BOOST_CHECK_THROW(read_file(file, 99), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(brotli_is_served_where_it_is_taken) {
  const File file = make_file("assent.js", std::string(1000, 'a'), false);
  const Answer compressed = serve(file, get({{"accept-encoding", "br"}}));
  BOOST_TEST(value(compressed, "content-encoding") == "br");
  BOOST_TEST(compressed.body == file.compressed);
  const Answer plain = serve(file, get({}));
  BOOST_TEST(value(plain, "content-encoding") == "");
  BOOST_TEST(plain.body == file.plain);
  for (const Answer& each : {compressed, plain}) {
    BOOST_TEST(value(each, "vary") == "accept-encoding");
    BOOST_TEST(value(each, "cache-control") == "no-cache");
    BOOST_TEST(each.content_type == "text/javascript; charset=utf-8");
  }
  BOOST_TEST(value(compressed, "etag") != value(plain, "etag"));
}

BOOST_AUTO_TEST_CASE(browser_that_has_the_file_is_told_so) {
  const File file = make_file("a.css", "p{}", false);
  const std::string etag = value(serve(file, get({})), "etag");
  for (const std::string& sent : {etag, "W/" + etag, "\"x\", " + etag, std::string("*")}) {
    const Answer answer = serve(file, get({{"if-none-match", sent}}));
    BOOST_TEST(static_cast<unsigned>(answer.status) == 304u, sent);
    BOOST_TEST(!answer.body);
  }
  BOOST_TEST(static_cast<unsigned>(serve(file, get({{"if-none-match", "\"x\""}})).status) == 200u);
}

BOOST_AUTO_TEST_CASE(names_with_a_hash_are_immutable) {
  for (const char* name :
       {"core.0123456789abcdef.wasm", "core-deadbeef.wasm", "chunk-ABCDEFG2.js", "preferences-QWERTYUI.js"})
    BOOST_TEST(has_hash(name), name);
  for (const char* name :
       {"assent.js", "core.wasm", "preferences-center.js", "chunk-ABCDEFG.js", "chunk-ABCDEFG1.js", "facade.js"})
    BOOST_TEST(!has_hash(name), name);
  BOOST_TEST(value(serve(make_file("x", "y", true), get({})), "cache-control") ==
             "public, max-age=31536000, immutable");
}

BOOST_AUTO_TEST_CASE(content_types_are_told_by_the_name) {
  BOOST_TEST(make_file("core.wasm", "", false).content_type == "application/wasm");
  BOOST_TEST(make_file("x.html", "", false).content_type == "text/html; charset=utf-8");
  BOOST_TEST(make_file("x.unknown", "", false).content_type == "application/octet-stream");
}

BOOST_AUTO_TEST_SUITE_END()
