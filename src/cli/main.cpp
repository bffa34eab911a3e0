// The entry of `assent`: lists the commands and runs the chosen one. It never does a command's work itself.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>
#include <iostream>

#include "cli/commands.hpp"

int main(int argc, char** argv) {
  CLI::App app("Assent: consent, personalization and what may leave, checked on both sides", "assent");
  app.require_subcommand(1);
  int exit_code = assent::cli::exit_ok;
  assent::cli::add_init(app, exit_code);
  assent::cli::add_check(app, exit_code);
  assent::cli::add_pack(app, exit_code);
  assent::cli::add_conformance(app, exit_code);
  assent::cli::add_serve(app, exit_code);
  assent::cli::add_import(app, exit_code);
  assent::cli::add_export(app, exit_code);
  assent::cli::add_snippet(app, exit_code);
  assent::cli::add_verify(app, exit_code);
  assent::cli::add_token(app, exit_code);
  assent::cli::add_types(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? assent::cli::exit_ok : assent::cli::exit_misused;
  } catch (const std::exception& error) {
    std::cerr << "assent: " << error.what() << '\n';
    return assent::cli::exit_failed;
  }
  return exit_code;
}
