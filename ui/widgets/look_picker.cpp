#include "ui/widgets/look_picker.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/widgets/template_button.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

const QStringList colours{QString(),
                          QStringLiteral("#3A69A0"),
                          QStringLiteral("#7A5BA6"),
                          QStringLiteral("#B9432E"),
                          QStringLiteral("#B0770C"),
                          QStringLiteral("#2E8B8B"),
                          QStringLiteral("#C2577F"),
                          QStringLiteral("#6A716C")};

const QStringList icons{QString(),
                        QStringLiteral("run"),
                        QStringLiteral("dumbbell"),
                        QStringLiteral("leaf"),
                        QStringLiteral("book"),
                        QStringLiteral("edit"),
                        QStringLiteral("drop"),
                        QStringLiteral("food"),
                        QStringLiteral("moon"),
                        QStringLiteral("sun"),
                        QStringLiteral("heart"),
                        QStringLiteral("people"),
                        QStringLiteral("phone"),
                        QStringLiteral("music"),
                        QStringLiteral("coin"),
                        QStringLiteral("calendar"),
                        QStringLiteral("habits"),
                        QStringLiteral("today")};

class Swatch : public QAbstractButton {
public:
    Swatch(const Theme& theme, const QString& colour) : m_theme(theme), m_colour(colour) {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setFixedSize(28, 28);
        setAccessibleName(colour.isEmpty() ? LookPicker::tr("Cairn's green") : colour);
    }
    [[nodiscard]] const QString& colour() const { return m_colour; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor fill = shownColour(QColor(m_colour), m_theme);
        if (isChecked() || hasFocus()) {
            painter.setPen(QPen(hasFocus() ? color(m_theme.tokens().text) : fill, 2));
            painter.drawEllipse(QRectF(rect()).adjusted(2, 2, -2, -2));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawEllipse(QRectF(rect()).adjusted(5, 5, -5, -5));
    }

private:
    const Theme& m_theme;
    QString m_colour;
};

} // namespace

LookPicker::LookPicker(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_colours(new QButtonGroup(this)), m_icon(new QComboBox) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (const QString& colour : colours) addSwatch(colour);
    layout->addStretch();
    m_icon->setObjectName(QStringLiteral("iconPicker"));
    m_icon->setAccessibleName(tr("Icon"));
    for (const QString& icon : icons)
        m_icon->addItem(icon.isEmpty() ? QIcon() : lineIcon(theme, icon), icon.isEmpty() ? tr("No icon") : QString(),
                        icon);
    m_icon->setFixedWidth(100);
    layout->addWidget(m_icon);
}

void LookPicker::addSwatch(const QString& colour) {
    auto* swatch = new Swatch(m_theme, colour);
    m_colours->addButton(swatch);
    static_cast<QHBoxLayout*>(layout())->insertWidget(m_colours->buttons().size() - 1, swatch);
}

void LookPicker::setLook(const QString& colour, const QString& icon) {
    const auto same = [&](QAbstractButton* entry) {
        return static_cast<Swatch*>(entry)->colour().compare(colour, Qt::CaseInsensitive) == 0;
    };
    auto all = m_colours->buttons();
    auto found = std::find_if(all.begin(), all.end(), same);
    if (found == all.end()) {
        addSwatch(colour);
        all = m_colours->buttons();
        found = std::prev(all.end());
    }
    (*found)->setChecked(true);
    m_icon->setCurrentIndex(qMax(0, m_icon->findData(icon)));
}

QString LookPicker::colour() const {
    const auto* chosen = static_cast<const Swatch*>(m_colours->checkedButton());
    return chosen == nullptr ? QString() : chosen->colour();
}

QString LookPicker::icon() const {
    return m_icon->currentData().toString();
}

} // namespace cairn::ui
