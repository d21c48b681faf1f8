// Pictures from files, brought into the form that a run's network takes.
#pragma once

#include <string>
#include <vector>

#include <runner/dataset.hpp>

namespace runner {

struct Pictures {
  std::vector<std::string> names;  // "x.png", or "x.idx[3]" for one of several
  Examples examples;               // one a column, bytes; labels all 0
  double scale = 255.0;            // the network sees byte / scale
};

// What pictures must become.
struct PictureTarget {
  InputShape shape;
  double scale = 1.0;   // of the run's data, and so of an IDX file's values
  bool invert = false;  // dark ink on light paper: exchange black and white
};

// Reads a PNG file or, gzipped or not, an IDX file of images; the first bytes decide which. A PNG
// picture may have any size: it is scaled to the target's rows x columns with its proportions kept
// and centred on black (on what was white with `invert`); transparent pixels count as that
// background. Its white is what the network sees as 1. An IDX file's images must have the target's
// rows and columns. Throws InputError.
Pictures read_pictures(const std::string& file, const PictureTarget& target);

}  // namespace runner
