// Images from files, converted into the form that a run's network takes.
#pragma once

#include <string>
#include <vector>

#include <runner/dataset.hpp>

namespace runner {

struct UnlabelledImages {
  std::vector<std::string> names;  // "x.png", or "x.idx[3]" for image 3 of a file, from 0
  Examples examples;               // bytes, one image a column; labels are 0
  double scale = 255.0;            // the network sees byte / scale
};

// What images are converted to.
struct ImageConversion {
  InputShape shape;
  double scale = 1.0;   // of the run's data, and therefore of an IDX file's values
  bool invert = false;  // exchange black and white, for dark ink on light paper
};

// Reads one PNG or JPEG image or the images of an IDX file, gzipped or not; the first bytes decide
// which.
//
// A PNG or JPEG image may have any size: it is scaled into shape.rows x shape.columns with its
// proportions kept, and centred on black, or on white if `invert` is set, which comes last.
// Transparent pixels count as that background. Its white is 1 to the network. An IDX file's images
// must have shape.rows and shape.columns. Throws: Error (invalid_input).
UnlabelledImages read_unlabelled_images(const std::string& file, const ImageConversion& conversion);

}  // namespace runner
