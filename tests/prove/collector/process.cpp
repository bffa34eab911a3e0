// Two pipes and a file; no shell.
#include "collector/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

extern char** environ;

namespace assent::prove {

CollectorProcess::CollectorProcess(const std::string& program, const std::filesystem::path& data,
                                   const std::filesystem::path& log, const std::string& leak) {
  int in[2];
  int out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the collector");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const char* arguments[] = {program.c_str(), "serve", data.c_str(), leak.c_str(), nullptr};
  const int error = posix_spawn(&child_, program.c_str(), &actions, nullptr, const_cast<char**>(arguments), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  to_child_ = in[1];
  from_child_ = out[0];
  if (error != 0) throw std::runtime_error("the collector's process does not start");
  port_ = static_cast<std::uint16_t>(std::stoi("0" + line()));
  if (port_ == 0) throw std::runtime_error("the collector's process ended before it listened");
}

CollectorProcess::~CollectorProcess() {
  if (to_child_ >= 0) close(to_child_);
  if (child_ > 0) waitpid(child_, nullptr, 0);
  close(from_child_);
}

std::string CollectorProcess::line() {
  std::string text;
  for (char letter = 0; read(from_child_, &letter, 1) == 1 && letter != '\n';) text.push_back(letter);
  return text;
}

void CollectorProcess::say(const std::string& line) {
  const std::string text = line + "\n";
  if (write(to_child_, text.data(), text.size()) < 0) throw std::runtime_error("the collector's process is gone");
}

void CollectorProcess::set_time(double now_ms) {
  say(std::to_string(now_ms));
  if (line() != "ok") throw std::runtime_error("the collector's process is gone");
}

std::string CollectorProcess::crm_export() {
  say("export");
  std::string rows;
  for (;;) {
    const std::string row = line();
    if (row == "ok") return rows;
    if (row.empty()) throw std::runtime_error("the collector's process is gone");
    rows.append(row).append("\n");
  }
}

void CollectorProcess::stop() {
  close(to_child_);
  to_child_ = -1;
  int status = 0;
  waitpid(child_, &status, 0);
  child_ = 0;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("the collector's process failed");
}

}  // namespace assent::prove
