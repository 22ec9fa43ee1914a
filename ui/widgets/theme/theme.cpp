#include "ui/widgets/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>

#include "ui/widgets/theme/style_sheet.h"

// Q_INIT_RESOURCE has to stand outside of every namespace.
static void initResources() {
    Q_INIT_RESOURCE(cairn);
}

namespace cairn::ui {
namespace {

QPalette paletteOf(const Tokens& t) {
    QPalette palette;
    const auto all = [&](QPalette::ColorRole role, Rgb rgb) { palette.setColor(role, color(rgb)); };
    all(QPalette::Window, t.background);
    all(QPalette::WindowText, t.text);
    all(QPalette::Base, t.surface);
    all(QPalette::AlternateBase, t.raised);
    all(QPalette::Text, t.text);
    all(QPalette::PlaceholderText, t.muted);
    all(QPalette::Button, t.surface);
    all(QPalette::ButtonText, t.text);
    all(QPalette::BrightText, t.red);
    all(QPalette::Highlight, t.accent);
    all(QPalette::HighlightedText, t.onAccent);
    all(QPalette::Link, t.accent);
    all(QPalette::LinkVisited, t.accent);
    all(QPalette::ToolTipBase, t.raised);
    all(QPalette::ToolTipText, t.text);
    all(QPalette::Light, t.raised);
    all(QPalette::Midlight, t.border);
    all(QPalette::Mid, t.border);
    all(QPalette::Dark, t.faint);
    all(QPalette::Shadow, t.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(t.muted));
    return palette;
}

QFont bodyFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (QFontDatabase::hasFamily(QStringLiteral("Inter"))) font.setFamily(QStringLiteral("Inter"));
    font.setPixelSize(type::body);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

Theme::Theme(QApplication& application) : m_application(application) {
    initResources();
    if (QGuiApplication::palette().color(QPalette::Window).lightness() < 128) m_system = SystemScheme::dark;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    dress();
}

bool Theme::isDark() const {
    if (m_choice == core::Theme::system) return m_system == SystemScheme::dark;
    return m_choice == core::Theme::dark;
}

void Theme::choose(core::Theme choice) {
    if (choice == m_choice) return;
    m_choice = choice;
    dress();
}

void Theme::setSystemScheme(SystemScheme scheme) {
    if (scheme == m_system) return;
    m_system = scheme;
    if (m_choice == core::Theme::system) dress();
}

QFont Theme::font(int pixels, QFont::Weight weight) const {
    QFont font = bodyFont();
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

void Theme::dress() {
    QApplication::setPalette(paletteOf(tokens()));
    QApplication::setFont(bodyFont());
    m_application.setStyleSheet(styleSheet(tokens()));
    emit changed();
}

} // namespace cairn::ui
