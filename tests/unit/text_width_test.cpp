#include "base/text_width.hpp"

#include "support/catch.hpp"

namespace runner::text_width_test {

// East_Asian_Width and the general categories Mn, Me and Cf of Unicode 14.
TEST_CASE("the width of a text is what a terminal shows", "[text_width]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("größe") == 5);
  CHECK(display_width("数字") == 4);
  CHECK(display_width("ｆ") == 2);  // full width
  CHECK(display_width("한글") == 4);
  CHECK(display_width("שלום") == 4);  // right-to-left letters
  CHECK(display_width("e\u0301\u0302") == 1);
  CHECK(display_width("\u05E9\u05C1") == 1);  // a Hebrew letter and its point
  CHECK(display_width("\u0E01\u0E31") == 1);  // a Thai letter and its vowel
  CHECK(display_width("\U0001F680\U0001F9E0\U0001FAE0") == 6);
  CHECK(display_width("\U0001D400\U00020000") == 3);
  CHECK(display_width("\U0001F468\u200D\U0001F469") == 4);
  CHECK(display_width("a\u200Bb") == 2);
  CHECK(display_width("…±–") == 3);
  CHECK(display_width("\xff\xfe") == 2);
  CHECK(display_width("\xf0\x9f\x9a") == 3);  // cut in the middle of a character
}

TEST_CASE("controls of the terminal and of the direction of writing are not printed",
          "[text_width]") {
  CHECK(printable("a\xff\xc2\x9b\n\x7f") == "a????");
  CHECK(printable(std::string("\0\x1b[31m", 6)) == "??[31m");
  CHECK(printable("\u0080\u0085\u009F") == "???");
  for (const std::string control :
       {"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066",
        "\u2067", "\u2068", "\u2069", "\u2028", "\u2029"}) {
    CHECK(printable("a" + control + "b") == "a?b");
  }
  for (const std::string letters :
       {"\u00A0é", "שלום", "العربية", "数字", "\U0001F468\u200D\U0001F469", "e\u0301", "\u2070",
        "\U0010FFFF"}) {
    CHECK(printable(letters) == letters);
  }
}

TEST_CASE("lines stay lines when they are made printable", "[text_width]") {
  CHECK(printable_lines("") == "");
  CHECK(printable_lines("a\x1b\nb\r\n\n") == "a?\nb?\n\n");
  CHECK(printable_lines("\na\u202E") == "\na?");
}

TEST_CASE("a text is cut between characters", "[text_width]") {
  CHECK(start_within("abc", 2) == "ab");
  CHECK(start_within("abc", 3) == "abc");
  CHECK(start_within("abc", 0) == "");
  CHECK(start_within("数字", 3) == "数");
  CHECK(start_within("e\u0301f", 1) == "e\u0301");
  CHECK(start_within("a\U0001F468\u200D\U0001F469b", 4) == "a");
  CHECK(start_within("a\U0001F468\u200D\U0001F469b", 5) == "a\U0001F468\u200D\U0001F469");
  CHECK(start_within("\xff\xfeg", 2) == "\xff\xfe");
  CHECK(end_within("abc", 2) == "bc");
  CHECK(end_within("abc", 9) == "abc");
  CHECK(end_within("数字", 3) == "字");
  CHECK(end_within("fe\u0301", 1) == "e\u0301");
  CHECK(end_within("ab\u0301", 0) == "");
  CHECK(end_within("a\U0001F468\u200D\U0001F469b", 4) == "b");
}

TEST_CASE("a character that is wider than the line is cut within", "[text_width]") {
  CHECK(start_within("\U0001F468\u200D\U0001F469", 3) == "\U0001F468\u200D");
  CHECK(start_within("数", 1) == "");
}

}  // namespace runner::text_width_test
