// JPEG files for tests.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <jpeglib.h>

namespace runner::test {

// How a JPEG file is to be written.
struct JpegForm {
  J_COLOR_SPACE colours = JCS_GRAYSCALE;  // of the values; JCS_RGB, JCS_CMYK
  bool progressive = false;
  bool separate_scans = false;  // one for each of three components, none of them progressive
  std::string app1 = {};        // the content of an APP1 segment, if any
};

// A JPEG file of the highest quality, with colours in full resolution.
inline std::string jpeg_bytes(std::uint32_t rows, std::uint32_t columns,
                              const std::vector<std::uint8_t>& values, const JpegForm& form = {}) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);  // ends the program, which a test's own mistake may
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  info.image_width = columns;
  info.image_height = rows;
  info.in_color_space = form.colours;
  info.input_components = form.colours == JCS_GRAYSCALE ? 1 : form.colours == JCS_CMYK ? 4 : 3;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 100, TRUE);
  info.comp_info[0].h_samp_factor = 1;
  info.comp_info[0].v_samp_factor = 1;
  if (form.progressive) jpeg_simple_progression(&info);
  const std::array<jpeg_scan_info, 3> scans = {{
      {1, {0}, 0, 63, 0, 0},
      {1, {1}, 0, 63, 0, 0},
      {1, {2}, 0, 63, 0, 0},
  }};
  if (form.separate_scans) {
    info.scan_info = scans.data();
    info.num_scans = 3;
  }
  jpeg_start_compress(&info, TRUE);
  if (!form.app1.empty()) {
    jpeg_write_marker(&info, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(form.app1.data()),
                      static_cast<unsigned>(form.app1.size()));
  }
  const std::size_t row_bytes = std::size_t{columns} * static_cast<unsigned>(info.input_components);
  while (info.next_scanline < info.image_height) {
    auto* row = const_cast<JSAMPROW>(values.data() + info.next_scanline * row_bytes);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  std::string bytes(reinterpret_cast<const char*>(memory), size);
  jpeg_destroy_compress(&info);
  std::free(memory);
  return bytes;
}

// The content of an APP1 segment with an orientation, little-endian ('I') or big-endian ('M').
inline std::string exif_segment(std::uint16_t orientation, char order = 'I') {
  const auto number = [&](std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) {
      const int shift = 8 * (order == 'I' ? i : bytes - 1 - i);
      text += static_cast<char>(value >> shift & 0xff);
    }
    return text;
  };
  const auto entry = [&](std::uint32_t tag, std::uint32_t value) {
    return number(tag, 2) + number(3, 2) + number(1, 4) + number(value, 2) + number(0, 2);
  };
  // A camera's directory has other entries too: 0x0128 is the unit of the resolution.
  return std::string("Exif\0\0", 6) + order + order + number(42, 2) + number(8, 4) + number(2, 2) +
         entry(0x0112, orientation) + entry(0x0128, 2) + number(0, 4);
}

}  // namespace runner::test
