// A child process that answers each frame on its standard input with one frame on its standard output. A frame is its
// length in four bytes, little endian, and as many bytes.
#pragma once

#include <string>
#include <vector>

namespace assent::support {

class FramedProcess {
 public:
  /// Starts `words[0]`, looked up on the PATH. Throws std::runtime_error where that fails.
  explicit FramedProcess(const std::vector<std::string>& words);
  FramedProcess(const FramedProcess&) = delete;
  FramedProcess& operator=(const FramedProcess&) = delete;
  /// Closes both pipes, upon which the child ends, and waits for it.
  ~FramedProcess();

  /// Sends all frames and gives their answers, reading while it writes so that neither side waits for the other.
  /// Throws std::runtime_error where the child ends before it has answered.
  std::vector<std::string> ask(const std::vector<std::string>& frames);

 private:
  void exchange(std::string_view out, std::size_t answers);
  void read_some(std::size_t& answers);

  int child_ = 0;
  int to_child_ = -1;
  int from_child_ = -1;
  std::string received_;
  std::vector<std::string> answers_;
};

/// Appends a frame.
void append_frame(std::string& out, std::string_view bytes);

}  // namespace assent::support
