#pragma once

#include <array>
#include <cstdint>

namespace cairn::ui {

/// A colour as 0xRRGGBB.
using Rgb = std::uint32_t;

/// The colours of one theme; the only place where colours are written down.
struct Tokens {
    Rgb background; ///< window
    Rgb surface;    ///< cards, fields
    Rgb raised;     ///< hover
    Rgb border;     ///< hairlines, 1 px
    Rgb text;
    Rgb muted;
    Rgb faint; ///< glyphs that repeat what is said elsewhere; never words
    Rgb accent;
    Rgb accentSoft;
    Rgb amber;
    Rgb amberSoft;
    Rgb red;
    Rgb redSoft;
    Rgb blue;
    Rgb blueSoft;
    std::array<Rgb, 5> heat; ///< levels 0–4 of a heatmap
    Rgb onAccent;            ///< label of the primary button, glyph on a done mark
    Rgb accentOnSoft;        ///< accent as text on accentSoft
    Rgb redOnSoft;           ///< red as text on redSoft
    Rgb mutedOnSoft;         ///< what stands for `muted` on a soft ground
};

inline constexpr Tokens lightTokens{
    .background = 0xF6F5F1,
    .surface = 0xFFFFFF,
    .raised = 0xFBFAF7,
    .border = 0xE4E1D9,
    .text = 0x1E2320,
    .muted = 0x6A716C,
    .faint = 0xA3A8A2,
    .accent = 0x2B7A58,
    .accentSoft = 0xE3F0E9,
    .amber = 0x8A5700,
    .amberSoft = 0xFBF0DA,
    .red = 0xB9432E,
    .redSoft = 0xF9E5E0,
    .blue = 0x3A69A0,
    .blueSoft = 0xE4ECF5,
    .heat = {0xECEAE3, 0xCBE5D6, 0x95CCAF, 0x52AB80, 0x2B7A58},
    .onAccent = 0xFFFFFF,
    .accentOnSoft = 0x24694B,
    .redOnSoft = 0xA93B27,
    .mutedOnSoft = 0x1E2320,
};

inline constexpr Tokens darkTokens{
    .background = 0x141716,
    .surface = 0x1B1F1D,
    .raised = 0x212624,
    .border = 0x2D3330,
    .text = 0xE7EAE6,
    .muted = 0x98A19B,
    .faint = 0x666F69,
    .accent = 0x5BC194,
    .accentSoft = 0x1F3A2E,
    .amber = 0xE0A33A,
    .amberSoft = 0x3A2E17,
    .red = 0xE27A66,
    .redSoft = 0x3B2320,
    .blue = 0x7FABDD,
    .blueSoft = 0x1E2C3B,
    .heat = {0x242927, 0x1E4635, 0x2A6B4F, 0x3E9A71, 0x5BC194},
    .onAccent = 0x10201A,
    .accentOnSoft = 0x5BC194,
    .redOnSoft = 0xE27A66,
    .mutedOnSoft = 0x98A19B,
};

/// Spacing in pixels; everything is a multiple of 4.
namespace space {
inline constexpr int step = 4;
inline constexpr int half = 8;
inline constexpr int gap = 12;
inline constexpr int card = 16;
inline constexpr int page = 24;
} // namespace space

inline constexpr int cardRadius = 10;
inline constexpr int controlRadius = 7;
inline constexpr int markSize = 22;
inline constexpr int markRadius = 6;

/// The type scale, in pixels.
namespace type {
inline constexpr int tiny = 11;
inline constexpr int small = 12;
inline constexpr int body = 13;
inline constexpr int title = 18;
inline constexpr int number = 26;
} // namespace type

/// The longest an animation may last, in milliseconds.
inline constexpr int longestAnimation = 150;

} // namespace cairn::ui
