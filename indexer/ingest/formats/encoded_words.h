// Headers of mails as GMime can read them.
#pragma once

#include <string>
#include <string_view>

namespace fihris::ingest {

// A mail whose header has each run of Base64 words in one character set as one word, which GMime
// needs: behind a word that ends in «=» it loses the others (3.2.13). Words of a run may cut
// characters in two, which the standard forbids and mailers do.
//   "Subject: =?utf-8?b?2YY=?=\n =?utf-8?b?2LU=?=\n\n..." -> "Subject: =?utf-8?b?2YbYtQ==?=\n\n..."
std::string join_encoded_words(std::string_view mail);

}  // namespace fihris::ingest
