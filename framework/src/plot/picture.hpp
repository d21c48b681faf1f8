// A picture of learning curves, drawn by gnuplot.
#pragma once

#include <filesystem>
#include <string>

#include "plot/gnuplot_files.hpp"
#include "plot/learning_curves.hpp"

namespace runner {

// A picture with the script that draws it and the script's data, all in the same folder:
// curves.svg, curves.gp and curves.dat.
struct PictureFiles {
  std::filesystem::path picture;
  std::filesystem::path script;
  std::filesystem::path data;
  PictureFormat format = PictureFormat::svg;
};

// The files that belong to a picture, after checking that it can be drawn.
//
// Script and data begin with a line that holds a hash of the rest, so that they are replaced only
// if runner wrote them and nobody has changed them since. A picture is replaced only if such a
// script has drawn it, as it is or in an earlier version. Throws: Error (invalid_input) if the name
// does not end in .svg, .pdf or .png or has control characters, its folder does not exist, or one
// of the files is there and must not be replaced; Error (not_readable); Error (system) if gnuplot
// is not installed.
PictureFiles picture_files(const std::filesystem::path& picture);

// Writes script and data and lets gnuplot draw the picture.
// Throws: Error (not_writable, no_space); Error (system) if gnuplot fails, whose messages are then
// on standard error.
void draw_picture(const LearningCurves& curves, const PictureFiles& files);

}  // namespace runner
