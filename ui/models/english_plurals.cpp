#include "ui/models/english_plurals.h"

namespace cairn::ui {

QString EnglishPlurals::translate(const char*, const char* sourceText, const char*, int n) const {
    QString text = QString::fromUtf8(sourceText);
    if (n < 0 || !text.contains(u"(s)")) return {};
    return text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace cairn::ui
