// Images from files, converted into the form that a run's network takes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <runner/dataset.hpp>

namespace runner {

// How pictures are turned into examples.
struct PictureOptions {
  bool invert = false;  // exchange black and white, for dark ink on light paper
  bool centre = false;  // as centre_ink() does, instead of keeping margins
};

struct UnlabelledImages {
  std::vector<std::string> names;     // "x.png", or "x.idx[3]" for image 3 of a file, from 0
  Examples examples;                  // stored as the run's data are, one image a column; no labels
  std::vector<std::string> warnings;  // sentences
};

// What images are converted to.
struct ImageConversion {
  InputShape shape;
  double scale = 1.0;  // of the run's data, and therefore of an IDX file's values
  PictureOptions pictures;
  bool idx_transposed = false;  // whether an IDX file's images have rows and columns exchanged
};

// Reads one PNG or JPEG image or the images of an IDX file, gzipped or not; the first bytes decide
// which. Returns nothing if the file is neither.
//
// A PNG or JPEG image may have any size: it is scaled into shape.rows x shape.columns with its
// proportions kept, and centred on black, or on white if `invert` is set, which comes last; or its
// ink is centred. Transparent pixels count as that background. Its white is 1 to the network. A
// border that is mostly white produces a warning, unless `invert` is set. An IDX file's images must
// have shape.rows and shape.columns, and are not centred.
// Throws: Error (invalid_input).
std::optional<UnlabelledImages> read_unlabelled_images(const std::string& file,
                                                       const ImageConversion& conversion);

}  // namespace runner
