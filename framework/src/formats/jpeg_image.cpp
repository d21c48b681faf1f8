#include "formats/jpeg_image.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <string_view>
#include <utility>

#include <jerror.h>
#include <jpeglib.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/exif_orientation.hpp"

namespace runner::formats {
namespace {

[[noreturn]] void fail_jpeg(const std::string& name, std::string_view clause) {
  throw Error(ErrorCode::damaged,
              fmt::format("{}: the JPEG file cannot be read: {}.", name, clause));
}

// Libjpeg's decoder, freed in any case.
//
// Libjpeg reports an error by a function that must not return: it jumps back into run(). A jump
// over an object with a destructor is undefined behaviour, so the functions that run() calls create
// none.
class JpegDecoder {
 public:
  JpegDecoder() {
    info.err = jpeg_std_error(&errors_);
    info.client_data = this;
    errors_.error_exit = [](j_common_ptr failed) { give_up(failed); };
    errors_.emit_message = [](j_common_ptr cause, int level) {
      if (level < 0 && cause->err->msg_code != JWRN_JFIF_MAJOR) give_up(cause);
    };
    progress_.progress_monitor = [](j_common_ptr cause) {
      // A hostile file can have any number of scans of the whole image.
      constexpr int max_scans = 500;
      if (reinterpret_cast<j_decompress_ptr>(cause)->input_scan_number <= max_scans) return;
      self(cause).has_too_many_scans_ = true;
      give_up(cause);
    };
  }
  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;
  ~JpegDecoder() { jpeg_destroy_decompress(&info); }

  // Calls step(), which creates no objects with destructors. Libjpeg's warnings count as errors:
  // after them the pixels are invented.
  // Throws: Error (damaged), beginning with `name`.
  template <typename Step>
  void run(const std::string& name, const Step& step) {
    if (returns_normally(step)) return;
    fail_jpeg(name, has_too_many_scans_ ? "it has more than 500 scans" : message_.data());
  }

  void create() {
    jpeg_create_decompress(&info);
    info.progress = &progress_;
  }

  jpeg_decompress_struct info{};

 private:
  static JpegDecoder& self(j_common_ptr cause) {
    return *static_cast<JpegDecoder*>(cause->client_data);
  }

  [[noreturn]] static void give_up(j_common_ptr cause) {
    JpegDecoder& decoder = self(cause);
    decoder.errors_.format_message(cause, decoder.message_.data());
    std::longjmp(decoder.jump_, 1);
  }

  template <typename Step>
  bool returns_normally(const Step& step) {
    if (setjmp(jump_) != 0) return false;
    step();
    return true;
  }

  jpeg_error_mgr errors_{};
  jpeg_progress_mgr progress_{};
  std::jmp_buf jump_{};
  std::array<char, JMSG_LENGTH_MAX> message_{};
  bool has_too_many_scans_ = false;
};

void read_jpeg_header(JpegDecoder& decoder, const std::string& name,
                      std::span<const std::uint8_t> bytes) {
  constexpr unsigned max_segment_bytes = 0xffff;
  auto& info = decoder.info;
  decoder.run(name, [&] {
    decoder.create();
    jpeg_mem_src(&info, bytes.data(), bytes.size());
    jpeg_save_markers(&info, JPEG_APP0 + 1, max_segment_bytes);
    jpeg_read_header(&info, TRUE);
  });
  if (std::uint64_t{info.image_width} * info.image_height > max_image_pixels) {
    fail_jpeg(name, fmt::format("it has {} x {} pixels, but at most {} million can be read",
                                info.image_width, info.image_height, max_image_pixels / 1'000'000));
  }
  const J_COLOR_SPACE colours = info.jpeg_color_space;
  if (colours == JCS_CMYK || colours == JCS_YCCK) {
    fail_jpeg(name, "its colours are CMYK, for printing; convert it to RGB");
  }
  if (colours != JCS_GRAYSCALE && colours != JCS_YCbCr && colours != JCS_RGB) {
    fail_jpeg(name, fmt::format("it has {} colour components of an unknown kind; convert it to RGB",
                                info.num_components));
  }
}

// Decodes the pixels as they are stored.
Image read_jpeg_pixels(JpegDecoder& decoder, const std::string& name) {
  auto& info = decoder.info;
  const bool grey = info.jpeg_color_space == JCS_GRAYSCALE;
  info.out_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
  Image image{info.image_height, info.image_width, grey ? 1U : 3U, {}};
  image.values.resize(image.rows * image.columns * image.channels);
  decoder.run(name, [&] {
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
      JSAMPROW row = image.values.data() + info.output_scanline * image.columns * image.channels;
      jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
  });
  return image;
}

unsigned orientation_of(const jpeg_decompress_struct& info) {
  for (const auto* marker = info.marker_list; marker != nullptr; marker = marker->next) {
    if (const auto found = exif_orientation({marker->data, marker->data_length})) return *found;
  }
  return 1;
}

Image repeated_channels(const Image& grey) {
  Image image{grey.rows, grey.columns, 3, {}};
  image.values.reserve(3 * grey.values.size());
  for (const std::uint8_t value : grey.values) image.values.insert(image.values.end(), 3, value);
  return image;
}

}  // namespace

bool is_jpeg(std::span<const std::uint8_t> bytes) {
  constexpr std::array<std::uint8_t, 3> magic_bytes = {0xff, 0xd8, 0xff};
  return bytes.size() >= magic_bytes.size() &&
         std::equal(magic_bytes.begin(), magic_bytes.end(), bytes.begin());
}

Image read_jpeg(const std::string& name, std::span<const std::uint8_t> bytes,
                std::size_t channels) {
  JpegDecoder decoder;
  read_jpeg_header(decoder, name, bytes);
  const unsigned orientation = orientation_of(decoder.info);  // libjpeg frees markers at the end
  Image image = read_jpeg_pixels(decoder, name);
  if (channels == 1 && image.channels == 3) image = to_grey(image);
  if (channels == 3 && image.channels == 1) image = repeated_channels(image);
  return upright(std::move(image), orientation);
}

}  // namespace runner::formats
