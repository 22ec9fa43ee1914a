#pragma once

#include <QTranslator>

namespace cairn::ui {

/// English needs no catalogue but for its plurals: source texts write "%n day(s)", and this takes the brackets out,
/// with the s or without it. Installed first, so that the catalogue of another language goes before it. GUI thread.
class EnglishPlurals : public QTranslator {
public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char* context, const char* sourceText, const char* disambiguation,
                                    int n) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace cairn::ui
