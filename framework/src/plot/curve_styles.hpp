// What tells the curves of a plot apart, whatever draws them.
#pragma once

#include <cstddef>

#include "plot/learning_curves.hpp"

namespace runner {

struct CurveStyle {
  std::size_t colour = 0;  // counted from 0
  std::size_t dash = 0;    // 0: solid
};

// The curves of the same runs have the same colour, and each metric has its dashes. If all curves
// are of the same runs, each metric has a colour instead.
inline CurveStyle style_of(const LearningCurves& curves, const Curve& curve) {
  return curves.sources() == 1 ? CurveStyle{curve.metric, 0}
                               : CurveStyle{curve.source, curve.metric};
}

}  // namespace runner
