// Requests and answers, as wasm-runner.mjs documents them.
#include "wasm_client.hpp"

#include <filesystem>
#include <stdexcept>

namespace assent::support {

namespace {

constexpr char open_request = 1;
constexpr char step_request = 2;
constexpr char reset_request = 3;

constexpr char refused = 0;
constexpr char taken = 1;
constexpr char trapped = 2;

std::string request(char kind, std::string_view bytes) {
  std::string frame(1, kind);
  frame.append(bytes);
  return frame;
}

Answer answer(const std::string& frame) {
  if (frame.empty() || frame[0] > trapped) throw std::runtime_error("wasm-runner.mjs gave no answer of a known kind");
  if (frame[0] == trapped) throw std::runtime_error("the module trapped: " + frame.substr(1));
  return frame[0] == refused ? Answer() : Answer(frame.substr(1));
}

std::vector<std::string> words(const std::string& wasm) {
  if (!std::filesystem::exists(wasm)) throw std::runtime_error(wasm + " is missing; build it with ./dev build wasm");
  return {"node", std::string(ASSENT_SOURCE_DIR) + "/tests/support/wasm-runner.mjs", wasm};
}

}  // namespace

WasmClient::WasmClient(const std::string& wasm) : node_(words(wasm)) {}

std::string WasmClient::module_file(const std::string& name) {
  return std::string(ASSENT_SOURCE_DIR) + "/build/wasm/" + name + ".wasm";
}

Answer WasmClient::open(std::string_view pack) { return answer(node_.ask({request(open_request, pack)})[0]); }

void WasmClient::reset() { answer(node_.ask({request(reset_request, {})})[0]); }

Answer WasmClient::step(std::string_view record) { return answer(node_.ask({request(step_request, record)})[0]); }

std::vector<Answer> WasmClient::replay(const std::vector<std::string>& records) {
  std::vector<std::string> frames{request(reset_request, {})};
  for (const std::string& record : records) frames.push_back(request(step_request, record));
  const std::vector<std::string> given = node_.ask(frames);
  std::vector<Answer> answers;
  for (std::size_t at = 1; at < given.size(); ++at) answers.push_back(answer(given[at]));
  return answers;
}

}  // namespace assent::support
