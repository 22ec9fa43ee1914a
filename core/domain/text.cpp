#include "core/domain/text.h"

#include <memory>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace cairn::core {

namespace {

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

} // namespace

std::string foldedText(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) return std::string(text);
    icu::UnicodeString folded = normalizer->normalize(unicode(text), status);
    folded.trim();
    std::string result;
    folded.toUTF8String(result);
    return result;
}

int collate(std::string_view left, std::string_view right, const std::string& locale) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(icu::Locale(locale.c_str()), status));
    if (U_FAILURE(status)) return left.compare(right);
    return collator->compareUTF8(icu::StringPiece(left.data(), static_cast<int32_t>(left.size())),
                                 icu::StringPiece(right.data(), static_cast<int32_t>(right.size())), status);
}

} // namespace cairn::core
