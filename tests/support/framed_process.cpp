// Pipes and posix_spawn. It never runs a shell.
#include "framed_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <system_error>

extern char** environ;

namespace assent::support {

namespace {

constexpr std::size_t read_bytes = 256 * 1024;

[[noreturn]] void fail(const std::string& what, int error) {
  throw std::runtime_error(what + ": " + std::generic_category().message(error));
}

struct Pipe {
  int read_end;
  int write_end;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("no pipe", errno);
  return {ends[0], ends[1]};
}

void close_all(std::initializer_list<int> ends) {
  for (const int end : ends)
    if (end >= 0) close(end);
}

}  // namespace

void append_frame(std::string& out, std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  out.append(reinterpret_cast<const char*>(&size), sizeof(size));
  out.append(bytes);
}

FramedProcess::FramedProcess(const std::vector<std::string>& words) {
  // A child that has ended must show as an error of write(), not end this process too.
  std::signal(SIGPIPE, SIG_IGN);
  const Pipe in = make_pipe();
  const Pipe out = make_pipe();
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.read_end, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
  const int error = posix_spawnp(&child_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close_all({in.read_end, out.write_end});
  to_child_ = in.write_end;
  from_child_ = out.read_end;
  if (error != 0) {
    close_all({to_child_, from_child_});
    fail("cannot start " + words[0], error);
  }
  fcntl(to_child_, F_SETFL, O_NONBLOCK);
}

FramedProcess::~FramedProcess() {
  close_all({to_child_, from_child_});
  waitpid(child_, nullptr, 0);
}

std::vector<std::string> FramedProcess::ask(const std::vector<std::string>& frames) {
  std::string out;
  for (const std::string& frame : frames) append_frame(out, frame);
  answers_.clear();
  exchange(out, frames.size());
  return std::move(answers_);
}

void FramedProcess::exchange(std::string_view out, std::size_t answers) {
  while (answers > 0) {
    pollfd waiting[] = {{from_child_, POLLIN, 0}, {out.empty() ? -1 : to_child_, POLLOUT, 0}};
    if (poll(waiting, 2, -1) < 0 && errno != EINTR) fail("no word from the child process", errno);
    if (waiting[1].revents != 0) {
      const ssize_t written = write(to_child_, out.data(), out.size());
      if (written > 0) out.remove_prefix(static_cast<std::size_t>(written));
      if (written < 0 && errno != EAGAIN && errno != EINTR) fail("the child process takes no more", errno);
    }
    if (waiting[0].revents != 0) read_some(answers);
  }
}

void FramedProcess::read_some(std::size_t& answers) {
  const std::size_t had = received_.size();
  received_.resize(had + read_bytes);
  const ssize_t count = read(from_child_, received_.data() + had, read_bytes);
  received_.resize(had + static_cast<std::size_t>(count > 0 ? count : 0));
  if (count == 0) throw std::runtime_error("the child process ended without an answer; its own words stand above");
  if (count < 0 && errno != EINTR) fail("no answer from the child process", errno);
  std::string_view rest = received_;
  std::uint32_t size = 0;
  while (rest.size() >= sizeof(size)) {
    std::memcpy(&size, rest.data(), sizeof(size));
    if (rest.size() - sizeof(size) < size) break;
    if (answers == 0) throw std::runtime_error("the child process said more than it was asked");
    answers_.emplace_back(rest.substr(sizeof(size), size));
    rest.remove_prefix(sizeof(size) + size);
    --answers;
  }
  received_.erase(0, received_.size() - rest.size());
}

}  // namespace assent::support
