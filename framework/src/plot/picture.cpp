#include "plot/picture.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/regular_file.hpp"
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

bool is_present(const fs::path& file) {
  std::error_code ignored;
  return fs::symlink_status(file, ignored).type() != fs::file_type::not_found;
}

// Whether a line of the script, which may be a comment about an earlier version, names the picture.
bool has_drawn(std::string_view script, const fs::path& picture) {
  return script.find(output_command(picture.filename().string()) + '\n') != std::string_view::npos;
}

// Empty if there is none.
std::string read_script(const PictureFiles& files) {
  std::error_code ignored;
  return read_regular_file(files.script, max_own_file_bytes, ignored);
}

// Comments about the pictures of other formats that earlier versions of the script drew, so that
// they may be replaced later.
std::string earlier_pictures(const PictureFiles& files) {
  const std::string script = read_script(files);
  std::string comments;
  for (const PictureFormat format : all_picture_formats) {
    const fs::path picture = fs::path(files.picture).replace_extension(to_text(format));
    if (format == files.format || !is_present(picture) || !has_drawn(script, picture)) continue;
    comments +=
        fmt::format("# An earlier version had: {}\n", output_command(picture.filename().string()));
  }
  return comments.empty() ? comments : '\n' + comments;
}

void require_replaceable(const PictureFiles& files) {
  const bool has_script = require_replaceable(files.script);
  require_replaceable(files.data);
  if (!is_present(files.picture) || has_drawn(read_script(files), files.picture)) return;
  fail(files.picture,
       fmt::format("the file exists, and runner plot did not draw it: its script {} {}. Choose "
                   "another name, or move the file away.",
                   printable(files.script.filename().string()),
                   has_script ? "draws another picture" : "is not beside it"));
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
  const std::string comments = earlier_pictures(files);
  write_file_atomically(files.data, with_mark(texts.data));
  write_file_atomically(files.script, with_mark(texts.script + comments));
  const auto result =
      run_program({"gnuplot", "./" + script_name}, ProgramErrors::shown, folder_of(files.script));
  if (result && result->status == 0) return;
  throw Error(ErrorCode::system,
              fmt::format("gnuplot could not draw {} from {}; its message is above.",
                          printable(files.picture.string()), printable(files.script.string())));
}

}  // namespace runner
