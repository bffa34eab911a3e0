// Runs a command as main() does and keeps what it prints.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace assent::cli {

struct Ran {
  int exit_code = 0;
  std::string out, err;
};

inline Ran run(void (*add)(CLI::App&, int&), std::vector<std::string> words) {
  CLI::App app;
  Ran ran;
  std::ostringstream out, err;
  auto* const saved_out = std::cout.rdbuf(out.rdbuf());
  auto* const saved_err = std::cerr.rdbuf(err.rdbuf());
  add(app, ran.exit_code);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (...) {
    ran.exit_code = -1;
  }
  std::cout.rdbuf(saved_out);
  std::cerr.rdbuf(saved_err);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

}  // namespace assent::cli
