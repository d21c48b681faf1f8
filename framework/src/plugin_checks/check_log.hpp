#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace runner {

// What a check found wrong, as a sentence with the figures that show it.
class Fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Why a check could not be made, as a sentence with what would make it possible.
class Skipped : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class CheckState { begun, passed, fault, skipped };

struct CheckEvent {
  std::string check;  // a statement that holds for a good plugin: "repeats are bit-identical"
  CheckState state = CheckState::begun;
  std::string sentence;  // of a fault or a skipped check
};

// Runs checks and tells of each when it begins and when it ends.
class CheckLog {
 public:
  explicit CheckLog(std::function<void(const CheckEvent&)> listener)
      : listener_(std::move(listener)) {}

  // Runs `check`, which throws Fault or Skipped; any other exception is a fault too. `variant` says
  // which options it runs with, and may be empty. Returns whether the check passed.
  template <typename Check>
  bool run(std::string_view statement, std::string_view variant, Check check) {
    std::string name(statement);
    if (!variant.empty()) name.append(" (").append(variant).append(")");
    listener_({name, CheckState::begun, {}});
    try {
      check();
      listener_({name, CheckState::passed, {}});
      return true;
    } catch (const Skipped& skipped) {
      listener_({name, CheckState::skipped, skipped.what()});
    } catch (const std::exception& error) {
      listener_({name, CheckState::fault, error.what()});
    }
    return false;
  }

 private:
  std::function<void(const CheckEvent&)> listener_;
};

}  // namespace runner
