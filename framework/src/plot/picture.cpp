#include "plot/picture.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/subprocess.hpp"
#include "base/text_width.hpp"
#include "plot/own_file.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, const std::string& sentences) {
  throw Error(ErrorCode::invalid_input, fmt::format("{}: {}", printable(file.string()), sentences));
}

PictureFormat format_of(const fs::path& picture) {
  const std::string extension = picture.extension().string();
  for (const PictureFormat format : all_picture_formats) {
    if (extension == fmt::format(".{}", to_text(format))) return format;
  }
  fail(picture, "the name of a picture must end in .svg, .pdf or .png.");
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

void require_folder(const fs::path& picture) {
  std::error_code ignored;
  if (!fs::is_directory(folder_of(picture), ignored)) {
    fail(picture,
         fmt::format("the folder {} does not exist.", printable(folder_of(picture).string())));
  }
}

// Returns whether the file exists.
bool require_replaceable(const fs::path& file) {
  switch (owner_of(file)) {
    case FileOwner::nobody:
      return false;
    case FileOwner::runner:
      return true;
    case FileOwner::changed:
      fail(file,
           "the file was changed after runner plot wrote it, and is not replaced. Choose another "
           "name for the picture, or move the file away.");
    case FileOwner::foreign:
      fail(file,
           "the file exists and was not written by runner plot. Choose another name for the "
           "picture, "
           "or move the file away.");
  }
  return false;
}

void require_replaceable(const PictureFiles& files) {
  const bool has_script = require_replaceable(files.script);
  require_replaceable(files.data);
  std::error_code ignored;
  if (!has_script &&
      fs::symlink_status(files.picture, ignored).type() != fs::file_type::not_found) {
    fail(files.picture,
         fmt::format("the file exists, and runner plot did not draw it: its script {} is not "
                     "beside it. Choose another name, or move the file away.",
                     printable(files.script.filename().string())));
  }
}

void require_gnuplot() {
  if (run_program({"gnuplot", "--version"}, ProgramErrors::hidden)) return;
  throw Error(ErrorCode::system,
              "gnuplot was not found on PATH; it draws the pictures. Install it with 'apt install "
              "gnuplot-nox'. Without -o the curves are drawn in the terminal.");
}

}  // namespace

PictureFiles picture_files(const fs::path& picture) {
  PictureFiles files{picture, picture, picture, format_of(picture)};
  const std::string name = picture.filename().string();
  if (printable(name) != name) {
    fail(picture, "the name must be UTF-8 without control characters.");
  }
  files.script.replace_extension("gp");
  files.data.replace_extension("dat");
  require_folder(picture);
  require_replaceable(files);
  require_gnuplot();
  return files;
}

void draw_picture(const LearningCurves& curves, const PictureFiles& files) {
  const std::string script_name = files.script.filename().string();
  const GnuplotFiles texts = gnuplot_files(curves, files.format, files.picture.filename().string(),
                                           files.data.filename().string());
  write_file_atomically(files.data, with_mark(texts.data));
  write_file_atomically(files.script, with_mark(texts.script));
  const auto result =
      run_program({"gnuplot", "./" + script_name}, ProgramErrors::shown, folder_of(files.script));
  if (result && result->status == 0) return;
  throw Error(ErrorCode::system,
              fmt::format("gnuplot could not draw {} from {}; its message is above.",
                          printable(files.picture.string()), printable(files.script.string())));
}

}  // namespace runner
