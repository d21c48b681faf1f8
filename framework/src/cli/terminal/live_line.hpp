#pragma once

#include <string_view>

namespace runner {

// Standard error with a live line below the printed ones: each new live line replaces the one
// before. The live line is left out if standard error is not a terminal, and disappears with the
// object.
class LiveLine {
 public:
  LiveLine();
  ~LiveLine();
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;

  // Whether show() has an effect.
  bool is_visible() const { return terminal_; }
  void show(std::string_view text);
  // Prints a line that stays, in place of the live line.
  void print(std::string_view text);

 private:
  void clear();

  bool terminal_;
  bool live_ = false;  // a live line is on the screen
};

}  // namespace runner
