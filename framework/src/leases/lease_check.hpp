#pragma once

#include <functional>
#include <memory>
#include <utility>

namespace runner {

// Tells a process whether it still holds the folder that it works in, so that it writes nothing
// after another one has taken the folder over. Once lost, a lease stays lost. Copies agree.
class LeaseCheck {
 public:
  // For a folder that nobody else works in: always held.
  LeaseCheck() = default;
  explicit LeaseCheck(std::function<bool()> still_held)
      : state_(std::make_shared<State>(State{std::move(still_held), false})) {}

  // Asked before each write that others read.
  bool held() {
    if (state_ && !state_->lost) state_->lost = !state_->still_held();
    return held_so_far();
  }

  // Whether it was still held when last asked; does not look at the folder.
  bool held_so_far() const { return !state_ || !state_->lost; }

 private:
  struct State {
    std::function<bool()> still_held;
    bool lost = false;
  };
  std::shared_ptr<State> state_;  // null: always held
};

}  // namespace runner
