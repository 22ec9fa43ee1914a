#include "ui/pages/settings/settings_page.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

#include "core/actions/setting_actions.h"
#include "core/base/calendar_day.h"
#include "ui/models/words.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {
namespace {

constexpr int widestCard = 772;

QComboBox* choice(const char* objectName, const QString& accessibleName) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(objectName));
    box->setAccessibleName(accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setFixedWidth(264);
    return box;
}

QFormLayout* formIn(Card* card) {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::page);
    form->setVerticalSpacing(space::half);
    form->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    card->content()->addLayout(form);
    return form;
}

void addRow(QFormLayout* form, const QString& text, QWidget* field) {
    auto* title = label(text, "");
    title->setMinimumSize(220, 33);
    title->setBuddy(field);
    form->addRow(title, field);
}

QLabel* hint(const QString& text) {
    auto* made = label(text, "muted");
    made->setWordWrap(true);
    return made;
}

} // namespace

SettingsPage::SettingsPage(const Theme&, StoreService& store, QWidget* parent)
    : Page(parent), m_store(store), m_theme(choice("themeChoice", tr("Theme"))),
      m_firstWeekday(choice("firstWeekday", tr("First day of the week"))),
      m_dayBegin(choice("dayBegin", tr("A day begins at"))), m_zone(choice("zone", tr("Time zone"))),
      m_file(label({}, "muted", "storeFile")) {
    setObjectName(QStringLiteral("settingsPage"));
    QVBoxLayout* layout = scrolledBody(this);
    for (Card* card : {buildLook(), buildDays(), buildData()}) {
        card->setMaximumWidth(widestCard);
        layout->addWidget(card);
    }
    layout->addStretch();
    layout->setAlignment(Qt::AlignTop);
    connect(&store, &StoreService::snapshotChanged, this, &SettingsPage::take);
}

Card* SettingsPage::buildLook() {
    auto* card = new Card(tr("Appearance"));
    m_theme->addItem(tr("As the system"), QStringLiteral("system"));
    m_theme->addItem(tr("Light"), QStringLiteral("light"));
    m_theme->addItem(tr("Dark"), QStringLiteral("dark"));
    addRow(formIn(card), tr("Theme"), m_theme);
    connect(m_theme, &QComboBox::activated, this,
            [this] { set("theme", m_theme->currentData().toString().toStdString()); });
    return card;
}

Card* SettingsPage::buildDays() {
    auto* card = new Card(tr("Days"));
    QFormLayout* form = formIn(card);
    for (int i = 0; i < 7; ++i) {
        const auto day = static_cast<core::Weekday>(i);
        m_firstWeekday->addItem(weekdayName(day), QString::fromStdString(std::string(core::nameOf(day))));
    }
    for (int hour = 0; hour < 24; ++hour)
        m_dayBegin->addItem(hour == 0 ? tr("midnight") : clockTime(hour * 60), QString::number(hour));
    m_zone->addItem(tr("As the computer"), QString());
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds())
        if (core::isKnownZone(id.toStdString())) m_zone->addItem(QString::fromLatin1(id), QString::fromLatin1(id));
    addRow(form, tr("First day of the week"), m_firstWeekday);
    addRow(form, tr("A day begins at"), m_dayBegin);
    addRow(form, tr("Time zone"), m_zone);
    card->content()->addWidget(
        hint(tr("With a day that begins at 04:00, a mark at 01:30 still belongs to the day before. "
                "Days that were recorded keep their date.")));
    const auto bind = [this](QComboBox* box, std::string_view key) {
        connect(box, &QComboBox::activated, this,
                [this, box, key] { set(key, box->currentData().toString().toStdString()); });
    };
    bind(m_firstWeekday, "first-weekday");
    bind(m_dayBegin, "day-begin");
    bind(m_zone, "zone");
    return card;
}

Card* SettingsPage::buildData() {
    auto* card = new Card(tr("Data"));
    m_file->setWordWrap(true);
    m_file->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->content()->addWidget(m_file);
    card->content()->addWidget(hint(
        tr("Everything lies in this one file on this computer. A backup is made every day and before each import, in "
           "the folder “backups” beside it.")));
    auto* import = button(tr("Import…"), "", "importButton");
    auto* write = button(tr("Export…"), "", "exportButton");
    auto* backup = button(tr("Back up now"), "", "backupButton");
    auto* trash = button(tr("Trash"), "", "trashButton");
    auto* menu = new QMenu(write);
    menu->addAction(tr("Everything as JSON…"), this, [this] { emit exportWished(core::ExportFormat::json); });
    menu->addAction(tr("Everything as CSV…"), this, [this] { emit exportWished(core::ExportFormat::csv); });
    menu->addAction(tr("For Loop Habit Tracker…"), this, [this] { emit exportWished(core::ExportFormat::loop); });
    write->setMenu(menu);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::gap);
    for (QPushButton* entry : {import, write, backup, trash}) row->addWidget(entry);
    row->addStretch();
    card->content()->addSpacing(space::step);
    card->content()->addLayout(row);
    connect(import, &QPushButton::clicked, this, &SettingsPage::importWished);
    connect(backup, &QPushButton::clicked, this, &SettingsPage::backupWished);
    connect(trash, &QPushButton::clicked, this, &SettingsPage::trashWished);
    return card;
}

PageHead SettingsPage::head() const {
    PageHead head;
    head.title = tr("Settings");
    return head;
}

void SettingsPage::takeFocus() {
    m_theme->setFocus(Qt::ShortcutFocusReason);
}

void SettingsPage::take(const SnapshotPtr& snapshot) {
    const core::Profile& profile = snapshot->profile;
    m_theme->setCurrentIndex(static_cast<int>(profile.theme));
    m_firstWeekday->setCurrentIndex(static_cast<int>(profile.firstWeekday));
    m_dayBegin->setCurrentIndex(profile.dayBegin);
    m_zone->setCurrentIndex(qMax(0, m_zone->findData(QString::fromStdString(profile.zone))));
    m_file->setText(QString::fromStdU16String(m_store.file().u16string()));
}

void SettingsPage::set(std::string_view key, const std::string& value) {
    m_store.act(
        [key = std::string(key), value](const core::ActionContext& at) { return core::setSetting(at, key, value); });
}

} // namespace cairn::ui
