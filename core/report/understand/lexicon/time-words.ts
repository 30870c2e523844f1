/** Words for days, weeks and longer spans, by where they lie from the day of writing. */

export const TIME_WORDS = [
  ['today', 'hôm nay|hnay|bữa nay|ngày hôm nay|trong hôm nay|trong ngày hôm nay|nay là ngày'],
  ['today_later', 'chiều nay|tối nay|trưa nay|cuối ngày|cuối giờ chiều|trong chiều nay|trong ngày|cuối giờ'],
  ['today_earlier', 'sáng nay|hồi sáng|hồi nãy|lúc nãy|nãy'],
  [
    'yesterday',
    'hôm qua|hqua|bữa qua|ngày hôm qua|chiều qua|tối qua|sáng qua|chiều hôm qua|tối hôm qua|sáng hôm qua|hôm wa|hwa',
  ],
  ['day_before', 'hôm kia|bữa kia|hôm trước nữa'],
  ['tomorrow', 'mai|ngày mai|sáng mai|chiều mai|tối mai|trưa mai|mai này|sớm mai'],
  ['day_after', 'ngày kia|mốt|ngày mốt|sáng mốt|chiều mốt'],
  ['this_week', 'tuần này'],
  ['week_end', 'cuối tuần|cuối tuần này|hết tuần|hết tuần này|trong tuần|trong tuần này'],
  ['next_week_start', 'đầu tuần sau|đầu tuần tới|đầu tuần'],
  ['next_week_middle', 'giữa tuần sau|giữa tuần tới'],
  ['next_week', 'tuần sau|tuần tới|trong tuần sau|trong tuần tới'],
  ['next_week_end', 'cuối tuần sau|cuối tuần tới|hết tuần sau|hết tuần tới'],
  ['last_week', 'tuần trước|tuần rồi|tuần qua|tuần vừa rồi'],
  ['this_month', 'tháng này'],
  ['month_end', 'cuối tháng|cuối tháng này|hết tháng|hết tháng này|trong tháng|trong tháng này'],
  ['month_middle', 'giữa tháng|giữa tháng này'],
  ['next_month_start', 'đầu tháng sau|đầu tháng tới|đầu tháng'],
  ['next_month_middle', 'giữa tháng sau|giữa tháng tới'],
  ['next_month', 'tháng sau|tháng tới|cuối tháng sau|cuối tháng tới|hết tháng sau|sang tháng'],
  ['last_month', 'tháng trước|tháng rồi|tháng qua'],
  ['quarter_end', 'hết quý|hết quý này|cuối quý|cuối quý này|trong quý|trong quý này|quý này'],
  ['next_quarter', 'quý sau|quý tới|sang quý'],
  ['year_end', 'cuối năm|hết năm|cuối năm nay|hết năm nay|trong năm|trong năm nay'],
  ['next_year', 'năm sau|sang năm|năm tới'],
] as const satisfies readonly (readonly [string, string])[]

export type TimeTag = (typeof TIME_WORDS)[number][0]
