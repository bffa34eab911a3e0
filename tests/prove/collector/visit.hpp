// One run of a plan against a collector in a process of its own, and all that can be seen of it from outside.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "collector/plan.hpp"

namespace assent::prove {

/// Something that was seen, and its name for people.
struct Sighting {
  std::string what;
  std::string bytes;
};

struct Visit {
  /// Answers and the CRM's exports in order, then the log; unless the plan keeps what differs, also the rows and the
  /// database's file after the collector's end.
  std::vector<Sighting> seen;
  std::map<std::string, int> rules;  // which refused something, and how often
  std::string files;                 // the database's files while the collector ran, where nothing that differs is kept
};

/// How a collector is started.
struct Started {
  std::string program;              // this very program
  std::filesystem::path keys;       // the keys that both runs have
  std::filesystem::path workspace;  // a folder for what the runs write
  std::string leak;
};

/// Plays `plan` with the texts of `side`, 0 or 1.
Visit play(const Started& started, const Plan& plan, std::size_t side, std::uint64_t seed);

}  // namespace assent::prove
