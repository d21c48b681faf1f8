#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace runner {

// A check found something wrong: a sentence with the values that show it.
class CheckFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A check cannot be made: a sentence that says what it needs.
class CheckSkipped : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class CheckState { started, passed, failed, skipped };

struct CheckEvent {
  std::string check;  // a statement that is true of a good plugin: "repeats are bit-identical"
  CheckState state = CheckState::started;
  std::string sentence;  // why it failed or was skipped; otherwise empty
};

// Runs checks and reports the start and the end of each.
class CheckLog {
 public:
  explicit CheckLog(std::function<void(const CheckEvent&)> listener)
      : listener_(std::move(listener)) {}

  // Runs check(), which throws CheckSkipped to be skipped; any other exception is a failure.
  // `variant` says which options the plugin has, and may be empty.
  // Returns whether the check passed.
  template <typename Check>
  bool run(std::string_view statement, std::string_view variant, Check check) {
    std::string name(statement);
    if (!variant.empty()) name.append(" (").append(variant).append(")");
    listener_({name, CheckState::started, {}});
    try {
      check();
      listener_({name, CheckState::passed, {}});
      return true;
    } catch (const CheckSkipped& skipped) {
      listener_({name, CheckState::skipped, skipped.what()});
    } catch (const std::exception& error) {
      listener_({name, CheckState::failed, error.what()});
    }
    return false;
  }

 private:
  std::function<void(const CheckEvent&)> listener_;
};

}  // namespace runner
