// The collector as a child process of the prover.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace assent::prove {

class CollectorProcess {
 public:
  /// Starts `program serve DATA LEAK`, its log going to `log`. Throws std::runtime_error where it does not come up.
  CollectorProcess(const std::string& program, const std::filesystem::path& data, const std::filesystem::path& log,
                   const std::string& leak);
  ~CollectorProcess();
  CollectorProcess(const CollectorProcess&) = delete;
  CollectorProcess& operator=(const CollectorProcess&) = delete;

  std::uint16_t port() const { return port_; }
  void set_time(double now_ms);
  /// What `assent export` would write for the CRM at this moment, a JSON object a line.
  std::string crm_export();
  /// Lets it end and waits for that. Throws std::runtime_error where it ended otherwise than well.
  void stop();

 private:
  void say(const std::string& line);
  std::string line();

  int child_ = 0;
  int to_child_ = -1;
  int from_child_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace assent::prove
