// Learning curves as a script for gnuplot and the data that it reads.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "plot/learning_curves.hpp"

namespace runner {

enum class PictureFormat { svg, pdf, png };

inline constexpr std::array all_picture_formats = {PictureFormat::svg, PictureFormat::pdf,
                                                   PictureFormat::png};

// "svg", as in file names.
std::string_view to_text(PictureFormat format);

struct GnuplotFiles {
  std::string script;
  std::string data;
};

// The script's command that names the picture it draws, on a line of its own.
std::string output_command(const std::string& picture);

// The script draws `picture` from `data_file`, both names of files in gnuplot's working folder. The
// data are a block for each curve, found by its index: lines "x mean low high", or "x y" without a
// band, with an empty line for gaps. Whatever the names and the curves' texts are, gnuplot neither
// replaces nor executes anything in them.
// Requires: the names are printable.
GnuplotFiles gnuplot_files(const LearningCurves& curves, PictureFormat format,
                           const std::string& picture, const std::string& data_file);

}  // namespace runner
