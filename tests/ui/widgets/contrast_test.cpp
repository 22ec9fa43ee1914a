#include "tests/support/catch.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/theme/style_sheet.h"
#include "ui/widgets/theme/tokens.h"

using namespace cairn::ui;

namespace {

double channel(Rgb rgb, int shift) {
    const double value = static_cast<double>(rgb >> shift & 0xFF) / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Rgb rgb) {
    return 0.2126 * channel(rgb, 16) + 0.7152 * channel(rgb, 8) + 0.0722 * channel(rgb, 0);
}

/// WCAG 2.1, contrast ratio.
double contrast(Rgb one, Rgb other) {
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

struct Pair {
    const char* name;
    Rgb Tokens::*ink;
    Rgb Tokens::*ground;
};

} // namespace

TEST_CASE("text has a contrast of at least 4.5 to 1 in both themes", "[ui][theme]") {
    const Tokens tokens = GENERATE(lightTokens, darkTokens);
    const Pair pair = GENERATE(
        Pair{"text on background", &Tokens::text, &Tokens::background},
        Pair{"text on surface", &Tokens::text, &Tokens::surface},
        Pair{"text on raised", &Tokens::text, &Tokens::raised},
        Pair{"muted on background", &Tokens::muted, &Tokens::background},
        Pair{"muted on surface", &Tokens::muted, &Tokens::surface},
        Pair{"muted on raised", &Tokens::muted, &Tokens::raised},
        Pair{"accent on surface", &Tokens::accent, &Tokens::surface},
        Pair{"red on surface", &Tokens::red, &Tokens::surface},
        Pair{"label on accent", &Tokens::onAccent, &Tokens::accent},
        Pair{"accent chip", &Tokens::accentOnSoft, &Tokens::accentSoft},
        Pair{"amber chip", &Tokens::amber, &Tokens::amberSoft}, Pair{"red chip", &Tokens::redOnSoft, &Tokens::redSoft},
        Pair{"blue chip", &Tokens::blue, &Tokens::blueSoft}, Pair{"text on amber", &Tokens::text, &Tokens::amberSoft},
        Pair{"muted on amber", &Tokens::mutedOnSoft, &Tokens::amberSoft},
        Pair{"muted on accent soft", &Tokens::mutedOnSoft, &Tokens::accentSoft},
        Pair{"text on blue soft", &Tokens::text, &Tokens::blueSoft},
        Pair{"text on red soft", &Tokens::text, &Tokens::redSoft});
    CAPTURE(pair.name);
    REQUIRE(contrast(tokens.*pair.ink, tokens.*pair.ground) >= 4.5);
}

TEST_CASE("the style sheet leaves no token unnamed", "[ui][theme]") {
    const Tokens tokens = GENERATE(lightTokens, darkTokens);
    REQUIRE_FALSE(styleSheet(tokens).contains(u'@'));
}
