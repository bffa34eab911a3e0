// The commands that need nobody else: check, pack, conformance. Exit codes, what they print, what they write.
#include "cli/commands.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "authoring/compile.hpp"
#include "authoring/digest.hpp"
#include "authoring/strict_json.hpp"
#include "capture.hpp"

namespace assent::cli {

namespace {

namespace fs = std::filesystem;

const std::string example = std::string(ASSENT_SOURCE_DIR) + "/policies/aurora-travel";

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "assent-cli-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string put(const std::string& name, const std::string& bytes) const {
    std::ofstream(path / name, std::ios::binary) << bytes;
    return (path / name).string();
  }
  fs::path path;
};

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(check_of_a_sound_policy_exits_with_0) {
  const Ran ran = run(add_check, {"check", example});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out.ends_with(": 0 errors, 0 warnings\n"));
}

BOOST_AUTO_TEST_CASE(check_of_a_broken_policy_names_the_place_and_exits_with_1) {
  const Folder folder;
  folder.put("site.json", "{\"id\": \"a\", \"id\": \"b\"}");
  const Ran ran = run(add_check, {"check", folder.path.string()});
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(ran.out.find("site.json#/id: error: this name stands twice in the same object — keep one of them\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(check_of_no_folder_exits_with_1) {
  BOOST_TEST(run(add_check, {"check", "/nonexistent"}).exit_code == 1);
}

BOOST_AUTO_TEST_CASE(check_prints_json) {
  const Folder folder;
  folder.put("site.json", "{\"id\": \"\xff\"}");
  const Ran ran = run(add_check, {"check", folder.path.string(), "--json"});
  BOOST_TEST(ran.exit_code == 1);
  const auto answer = authoring::Json::parse(ran.out);
  BOOST_TEST(answer["problems"][0]["severity"] == "error");
  for (const char* member : {"file", "pointer", "what", "remedy"}) BOOST_TEST(answer["problems"][0].contains(member));
  BOOST_TEST(!answer.contains("unreviewed"));
}

BOOST_AUTO_TEST_CASE(check_lists_what_is_unreviewed_for_a_release) {
  const Ran ran = run(add_check, {"check", example, "--release"});
  BOOST_TEST(ran.exit_code == 0);
  BOOST_TEST(ran.out.find("us-ca.json#/source/validity: warning: unreviewed") != std::string::npos);
  const auto answer = authoring::Json::parse(run(add_check, {"check", example, "--release", "--json"}).out);
  BOOST_TEST(!answer["unreviewed"].empty());
}

BOOST_AUTO_TEST_CASE(pack_writes_files_named_by_their_hashes) {
  const Folder folder;
  const Ran ran = run(add_pack, {"pack", example, "-o", (folder.path / "out").string()});
  BOOST_TEST(ran.exit_code == 0);
  const auto index = authoring::Json::parse(bytes_of(folder.path / "out" / "index.json"));
  BOOST_TEST(index["site"] == "aurora-travel");
  BOOST_TEST(index["packs"].size() == 2u);
  for (const auto& [language, hash] : index["packs"].items())
    BOOST_TEST(authoring::sha256_hex(bytes_of(folder.path / "out" / (hash.get<std::string>() + ".pack"))) == hash);
  BOOST_TEST(index["contents"].size() == 14u);  // three slots, gates, second layer and reasons, in two languages
  for (const auto& [hash, named] : index["contents"].items()) {
    const fs::path path = named.get<std::string>();
    const std::string bytes = bytes_of(folder.path / "out" / (hash + path.extension().string()));
    BOOST_TEST(authoring::sha256_hex(bytes) == hash);
    if (*path.begin() == "content") BOOST_TEST(bytes_of(fs::path(example) / path) == bytes);
  }
}

BOOST_AUTO_TEST_CASE(pack_of_a_broken_policy_writes_nothing) {
  const Folder folder;
  folder.put("site.json", "{}");
  const Ran ran = run(add_pack, {"pack", folder.path.string(), "-o", (folder.path / "out").string()});
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(!fs::exists(folder.path / "out"));
  BOOST_TEST(ran.err.find("error") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(conformance_counts_what_passed_and_names_what_failed) {
  const Folder folder;
  // "[1]" and "[1,]" in base64; the last expectation is wrong on purpose.
  const auto file = folder.put("json.json", R"({"vectors": [{"name": "y", "expect": "accept", "base64": "WzFd"},
    {"name": "n", "expect": "reject", "base64": "WzEsXQ=="}, {"name": "i", "expect": "either", "base64": "WzEsXQ=="},
    {"name": "wrong", "expect": "reject", "base64": "WzFd"}]})");
  const Ran ran = run(add_conformance, {"conformance", "json", file});
  BOOST_TEST(ran.exit_code == 1);
  BOOST_TEST(ran.out == "failed: wrong: accepted\n3 passed, 1 failed\n");
}

BOOST_AUTO_TEST_CASE(conformance_compares_canonical_forms) {
  const Folder folder;
  const auto file = folder.put("jcs.json", R"({"vectors": [{"name": "a", "inputUtf8": "{\"b\": 1.0, \"a\": []}",
    "expectedUtf8": "{\"a\":[],\"b\":1}"}]})");
  BOOST_TEST(run(add_conformance, {"conformance", "jcs", file}).out == "1 passed, 0 failed\n");
  const auto wrong = folder.put("wrong.json", R"({"vectors": [{"name": "a", "inputUtf8": "1", "expectedUtf8": "2"}]})");
  BOOST_TEST(run(add_conformance, {"conformance", "jcs", wrong}).exit_code == 1);
}

BOOST_AUTO_TEST_CASE(conformance_verifies_signatures) {
  const Folder folder;
  // The first signature of RFC 8032, section 7.1, as it is and with one bit turned.
  const std::string start = R"({"testGroups": [{"publicKey": {"pk":
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"}, "tests": [{"tcId": 1, "comment": "", "msg": "", "sig": ")";
  const std::string rest =
      "564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
      "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
  const auto valid = folder.put("valid.json", start + "e5" + rest + R"(", "result": "valid"}]}]})");
  BOOST_TEST(run(add_conformance, {"conformance", "ed25519", valid}).out == "1 passed, 0 failed\n");
  const auto turned = folder.put("turned.json", start + "e4" + rest + R"(", "result": "valid"}]}]})");
  BOOST_TEST(run(add_conformance, {"conformance", "ed25519", turned}).exit_code == 1);
}

BOOST_AUTO_TEST_CASE(conformance_without_suite_or_cases_does_not_pass) {
  const Folder folder;
  const auto empty = folder.put("empty.json", R"({"vectors": []})");
  BOOST_TEST(run(add_conformance, {"conformance", "json", empty}).exit_code == 1);
  BOOST_TEST(run(add_conformance, {"conformance", "json", folder.put("other.json", "[]")}).exit_code == 1);
  BOOST_TEST(run(add_conformance, {"conformance", "json", "/nonexistent"}).exit_code == 1);
  const Ran unknown = run(add_conformance, {"conformance", "gpp", empty});
  BOOST_TEST(unknown.exit_code == 2);
  BOOST_TEST(unknown.err.find("nothing to run yet") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(conformance_passes_the_shared_suites_where_they_are) {
  const fs::path vectors = fs::path(ASSENT_SOURCE_DIR) / ".." / "shared" / "vectors";
  if (!fs::exists(vectors)) {
    std::cout << "skipped: no ../shared/vectors\n";
    return;
  }
  const std::pair<const char*, const char*> suites[] = {
      {"json", "jsontestsuite.json"}, {"jcs", "jcs-rfc8785.json"}, {"ed25519", "wycheproof-ed25519_test.json"}};
  for (const auto& [suite, file] : suites) {
    const Ran ran = run(add_conformance, {"conformance", suite, (vectors / file).string()});
    BOOST_TEST(ran.exit_code == 0, ran.out);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace assent::cli
