// Files within their limits; a large one is refused by its size, before it is read.
#include "authoring/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

namespace assent::authoring {

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "assent-files-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  fs::path put(const char* name, const std::string& bytes) const {
    std::ofstream(path / name, std::ios::binary) << bytes;
    return path / name;
  }
  fs::path path;
};

std::string refusal(const fs::path& file, std::size_t max_bytes) {
  Problems problems;
  BOOST_TEST(!read_file(file, max_bytes, problems));
  BOOST_REQUIRE(problems.all().size() == 1);
  BOOST_TEST(problems.all().front().file == file.generic_string());
  return problems.all().front().what;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(a_file_is_read_at_its_limit_and_refused_one_byte_past) {
  const Folder folder;
  Problems problems;
  BOOST_TEST(read_file(folder.put("four", "abcd"), 4, problems).value() == "abcd");
  BOOST_TEST(problems.all().empty());
  BOOST_TEST(refusal(folder.put("five", "abcde"), 4).starts_with("larger than"));
}

BOOST_AUTO_TEST_CASE(json_is_read_at_its_limit_and_refused_one_byte_past) {
  const Folder folder;
  Problems problems;
  BOOST_TEST(
      read_json_file(folder.put("at.json", "\"" + std::string(max_json_bytes - 2, 'a') + "\""), problems).has_value());
  BOOST_TEST(!read_json_file(folder.put("past.json", "\"" + std::string(max_json_bytes - 1, 'a') + "\""), problems));
  BOOST_TEST(problems.all().front().what == "larger than 8 MiB");
}

BOOST_AUTO_TEST_CASE(fifty_megabytes_are_refused_without_being_read) {
  const Folder folder;
  const fs::path file = folder.put("large.json", "");
  fs::resize_file(file, 50u << 20);
  BOOST_TEST(refusal(file, max_json_bytes) == "larger than 8 MiB");
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_refused) {
  const Folder folder;
  BOOST_TEST(refusal(folder.path / "none.json", 4) == "the file is missing");
  BOOST_TEST(refusal(folder.path, 4) == "not a regular file");
  BOOST_REQUIRE(::mkfifo((folder.path / "pipe").c_str(), 0600) == 0);
  BOOST_TEST(refusal(folder.path / "pipe", 4) == "not a regular file");
}

BOOST_AUTO_TEST_CASE(json_problems_name_file_and_pointer) {
  const Folder folder;
  Problems problems;
  BOOST_TEST(!read_json_file(folder.put("a.json", R"({"a": {"b": 1, "b": 2}})"), problems));
  BOOST_REQUIRE(problems.all().size() == 1);
  BOOST_TEST(problems.all().front().pointer == "/a/b");
}

BOOST_AUTO_TEST_CASE(files_are_listed_by_ending_and_name) {
  const Folder folder;
  folder.put("b.json", "");
  folder.put("a.json", "");
  folder.put("c.html", "");
  Problems problems;
  const auto files = list_files(folder.path, ".json", problems);
  BOOST_REQUIRE(files.size() == 2);
  BOOST_TEST(files.front().filename() == "a.json");
  BOOST_TEST(list_files(folder.path / "none", ".json", problems).empty());
  BOOST_TEST(problems.all().empty());
}

BOOST_AUTO_TEST_CASE(entries_are_listed_up_to_their_limit) {
  const Folder folder;
  for (std::size_t at = 0; at < max_folder_entries; ++at) folder.put(std::to_string(at).append(".json").c_str(), "");
  Problems problems;
  BOOST_TEST(list_files(folder.path, ".json", problems).size() == max_folder_entries);
  BOOST_TEST(problems.errors() == 0);
  folder.put("more.json", "");
  list_files(folder.path, ".json", problems);
  BOOST_TEST(problems.errors() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::authoring
