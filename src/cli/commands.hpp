// The commands of `assent`, one file each (check.cpp, pack.cpp, …). Nothing here knows what a command does; main.cpp
// lists them and turns their outcome into the exit code.
#pragma once

#include <CLI/App.hpp>

namespace assent::cli {

/// What a command leaves as the exit code of the process.
inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;   // the command ran, and what it looked at is not right
inline constexpr int exit_misused = 2;  // there was nothing it could run

/// Each adds its own subcommand to `app`: `app.add_subcommand("check", "…")`, its options bound to a shared_ptr that
/// the callback holds, and a `callback` that does the work and sets `exit_code` (0 until then). Only the callback of
/// the chosen command runs. What a callback throws ends the process with a sentence and exit_failed.
void add_init(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_pack(CLI::App& app, int& exit_code);
void add_conformance(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_snippet(CLI::App& app, int& exit_code);
void add_verify(CLI::App& app, int& exit_code);
void add_token(CLI::App& app, int& exit_code);
void add_types(CLI::App& app, int& exit_code);

}  // namespace assent::cli
