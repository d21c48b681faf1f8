#pragma once

#include <functional>
#include <memory>
#include <utility>

namespace runner {

// Whether this process may still write in a folder. Ask before each write that others may read;
// once the lease is lost, another process works there, and the folder must be left alone.
//
// A default-constructed check is always held: no other process can be working in the folder.
// Copies share their state, so all agree that the lease is lost.
// Thread safety: none.
class LeaseCheck {
 public:
  LeaseCheck() = default;

  // Asks `still_held` until it returns false for the first time.
  explicit LeaseCheck(std::function<bool()> still_held)
      : state_(std::make_shared<State>(State{std::move(still_held), false})) {}

  // Returns false once the lease is lost, and always from then on.
  // Throws: whatever `still_held` throws; it is asked again the next time.
  bool held() {
    if (state_ && !state_->lost) state_->lost = !state_->still_held();
    return held_so_far();
  }

  // Whether the lease was held when last asked. Does not ask.
  bool held_so_far() const { return !state_ || !state_->lost; }

 private:
  struct State {
    std::function<bool()> still_held;
    bool lost = false;
  };
  std::shared_ptr<State> state_;  // null: always held
};

}  // namespace runner
