// How much is left of what halves again and again. The same bits natively and in the browser: whole steps and
// additions, multiplications and divisions of doubles, no library of mathematics.
#pragma once

namespace assent::base {

/// 2^-x, to a relative error of a millionth: `x` is cut to multiples of 2^-20, so that what is later is never more.
/// Below 0, and for what is no number, 1: nothing has passed. From 64 on 0.
double half(double x);

}  // namespace assent::base
