import type { Grammar } from './grammar.ts'

const meVi = '(?:tôi|mình|em|con|tao|tui|tớ|cháu)'
const killVi =
  '(?:tự tử|tự sát|tự vẫn|kết liễu ~ (?:đời mình|cuộc đời|bản thân|mạng sống)|kết thúc ~ (?:đời mình|cuộc đời|cuộc sống|mạng sống|tất cả)(?: này| của mình| của tôi)?|giết (?:chính )?(?:mình|bản thân))'

const vietnamese: Grammar = {
  language: 'vi',
  spaced: true,
  stems: [
    '\\bchet\\b',
    'muon song',
    '\\bsong nua',
    'tu tu\\b',
    'tu sat',
    'tu van',
    'ket lieu',
    'ket thuc',
    'y nghia',
    'vo nghia',
    'chan song',
    'rach tay',
    'cat tay',
    'lam dau',
    'tu hai',
    'muon o day',
    'bien mat',
    'tinh day',
    'giet',
    'ly do',
  ],
  masked: [
    '(?:mệt|đói|lạnh|nóng|đau bụng|buồn cười|sợ|ngại|cười|bận|khát|ngượng|xấu hổ|ghét|yêu|nhớ|thèm) ~ (?:muốn )?chết(?: được| mất| đi| luôn)?',
    'cười chết',
    'chết (?:cười|đói|mệt|máy)',
    'tự tử chính trị',
  ],
  denied: [`(?:không|chẳng|ko|chưa) (?:hề |bao giờ )?(?:muốn|định|có ý định|nghĩ đến việc) (?:chết|${killVi})`],
  others: [
    `(?:bạn(?: thân)?(?: của)? (?:tôi|mình|em)|cô ấy|anh ấy|bạn ấy|em (?:trai|gái)(?: tôi| mình)?|chị (?:tôi|em|gái)(?: tôi)?|anh (?:trai|tôi)(?: tôi)?|mẹ (?:tôi|em)|bố (?:tôi|em)|con (?:trai|gái)(?: tôi)?|nó) ~ (?:muốn|định|đòi|dọa) (?:chết|${killVi})`,
  ],
  intent: [`(?:muốn|sẽ|định|sắp|phải|tính) ${killVi}`, '(?:nghĩ|ý nghĩ|ý định) ~ (?:tự tử|tự sát)'],
  wish: [
    `(?:${meVi}|chỉ|thật sự|rất|thực sự) ~ muốn (?:được )?chết(?: đi| cho xong| quá| lắm)?`,
    'ước gì ~ chết(?: đi)?',
    'thà chết',
  ],
  tried: ['(?:đã|từng) (?:cố )?(?:tự tử|tự sát)'],
  harm: [
    `${meVi} ~ (?:rạch tay|cắt tay|tự làm đau (?:mình|bản thân)|tự hại|làm đau bản thân)`,
    'muốn (?:rạch tay|cắt tay|làm đau bản thân|tự làm đau mình|tự làm đau bản thân)',
  ],
  passive: [
    '(?:không|chẳng|ko) (?:còn )?(?:muốn|thiết|thiết tha) (?:sống|tồn tại|ở đây|tỉnh dậy)(?: nữa| tiếp)?@',
    'cuộc (?:sống|đời) ~ (?:không còn|vô|chẳng còn|không có|không) ~ ý nghĩa',
    'cuộc (?:sống|đời) ~ vô nghĩa',
    '(?:không còn|không có|chẳng còn) lý do ~ sống',
    'chán sống',
    'muốn biến mất(?: mãi mãi| khỏi thế giới này)?@',
    'tốt hơn ~ (?:nếu )?không có (?:tôi|mình|em)',
  ],
  topic: ['(?:vụ |nạn |hành vi )(?:tự tử|tự sát)', 'tự sát'],
  kin: ['bạn tôi', 'bạn mình', 'cô ấy', 'anh ấy', 'anh trai', 'em trai', 'em gái', 'chị gái', 'mẹ tôi', 'bố tôi'],
  joins: ['và', 'nhưng', 'vì', 'nữa', 'như'],
  soon: ['tối nay', 'đêm nay', 'hôm nay', 'ngày mai', 'ngay bây giờ', 'ngay lập tức'],
  now: ['bây giờ'],
  hand: [
    '(?:có|mua|uống|chuẩn bị) ~ (?:thuốc ngủ|thuốc|súng|dây thừng|dao)',
    '(?:đứng|ở) trên (?:cầu|sân thượng|mái nhà)',
    'thư tuyệt mệnh',
  ],
  ago: ['năm trước', 'ngày xưa', 'hồi nhỏ', 'khi còn'],
}
const noId = '(?:tidak|tak|nggak|ngga|enggak|gak|ga|ngak)'
const wantId = '(?:ingin|mau|pengen|pingin|pengin|akan|berencana|berpikir untuk|kepikiran)'
const killId =
  '(?:bunuh diri|membunuh diri(?:ku| saya)?|mengakhiri (?:hidup(?:ku| saya| ini)?|semuanya)|gantung diri|mengakhiri nyawa(?:ku)?)'

const indonesian: Grammar = {
  language: 'id',
  spaced: true,
  stems: [
    '\\bmati\\b',
    'bunuh',
    'mengakhiri',
    'gantung diri',
    '\\bhidup',
    'di sini',
    'bangun',
    'menghilang',
    'menyakiti',
    'melukai',
    'nyakitin',
    'menyayat',
    'mengiris',
    'nyilet',
    'tanpa aku',
    'tanpaku',
    'tanpa saya',
  ],
  masked: [
    '(?:lapar|laper|capek|cape|ngantuk|panas|lelah|haus|bosan|malu|kangen|rindu|penasaran) ~ (?:mau|setengah|sampai|sampe|serasa) ~ mati',
    'mati (?:ketawa|kelaparan|kutu|lampu|rasa|gaya|bosan|penasaran|kebosanan|listrik)',
    '(?:lampu|listrik|hp|baterai|mesin|laptop|komputer|motor|mobil|ponsel)(?:ku| saya| nya)? ~ mati',
    'setengah mati',
    'bunuh diri politik',
    'bunuh waktu',
  ],
  denied: [
    `${noId} ~ (?:ingin|mau|pengen|akan|berniat) ~ (?:mati|menyakiti diri(?: sendiri)?|${killId})`,
    'bukan (?:mau|ingin) (?:mati|bunuh diri)',
  ],
  others: [
    `(?:teman(?:ku| saya)?|temen(?:ku| gue)?|adik(?:ku| saya)?|kakak(?:ku| saya)?|pacar(?:ku| saya)?|anak(?:ku| saya)|ibu(?:ku| saya)|ayah(?:ku| saya)|sahabat(?:ku| saya)?|dia|suami(?:ku| saya)|istri(?:ku| saya)) ~ ${wantId} ~ (?:mati|${killId})`,
  ],
  intent: [`${wantId} ~ ${killId}`, '(?:aku|saya|gue|gw) ~ bunuh diri'],
  wish: [
    '(?:aku|saya|gue|gw|gua|ku|cuma|hanya|rasanya) ~ (?:ingin|mau|pengen|pingin|pengin) ~ mati(?: saja| aja| sekarang| malam ini)?',
    '(?:ingin|pengen|pingin|pengin|mau) mati(?: saja| aja)',
    '(?:ingin|pengen|pingin|pengin) mati',
    'lebih baik (?:aku |saya )?mati',
    'pikiran (?:untuk )?bunuh diri',
  ],
  tried: ['(?:mencoba|coba|pernah) ~ bunuh diri'],
  harm: [
    '(?:menyakiti|melukai|nyakitin) (?:diri (?:sendiri|saya|ku)|diriku)',
    '(?:menyayat|mengiris|nyilet) (?:tangan|lengan|pergelangan)(?:ku| saya)?',
  ],
  passive: [
    `${noId} ~ (?:ingin|mau|pengen|sanggup|kuat) ~ (?:hidup|ada di sini|di sini|bangun)(?: lagi)?@`,
    `hidup(?:ku| saya| ini)? ~ ${noId} ~ (?:ada artinya|berarti|bermakna|berguna|ada gunanya)`,
    `(?:${noId} ada|tidak punya) ~ (?:alasan|gunanya) ~ hidup`,
    '(?:lelah|capek|cape|bosan) hidup(?: lagi)?@',
    'lebih baik tanpa (?:aku|saya)|lebih baik tanpaku',
    '(?:ingin|pengen|mau) menghilang(?: selamanya| dari dunia(?: ini)?)?@',
  ],
  topic: ['bunuh diri'],
  kin: [
    'teman(?:ku)?',
    'adik(?:ku)?',
    'kakak(?:ku)?',
    'pacar(?:ku)?',
    'anak(?:ku)?',
    'ibu(?:ku)?',
    'ayah(?:ku)?',
    'paman',
    'sahabat(?:ku)?',
    'dia',
  ],
  joins: ['dan', 'tapi', 'karena', 'lagi', 'seperti'],
  soon: ['malam ini', 'nanti malam', 'hari ini', 'besok', 'sekarang juga'],
  now: ['sekarang'],
  hand: [
    '(?:punya|beli|membeli|minum|menelan|sudah ada) ~ (?:pil|obat|pistol|tali|pisau|racun)',
    'di (?:atas )?(?:jembatan|atap|balkon)',
    'surat (?:perpisahan|wasiat)',
  ],
  ago: ['tahun (?:yang )?lalu', 'dulu', 'waktu (?:kecil|smp|sma)'],
}

const thai: Grammar = {
  language: 'th',
  spaced: false,
  stems: ['ตาย', 'จบชีวิต', 'ชีวิต', 'ไม่อยากอยู่', 'ไม่อยากตื่น', 'อยู่ไป', 'กรีด', 'ทำร้ายตัวเอง', 'หายไป', 'ไม่มีฉัน', 'ผูกคอ'],
  masked: [
    '(?:หิว|เหนื่อย|ขำ|ร้อน|ง่วง|อาย|เบื่อ|หนาว|รัก|คิดถึง|น่ารัก|เขิน|ตลก|ปวดหัว)[^,ก]{0,6}(?:แทบ|จะ|อยาก|เกือบ|โคตร)ตาย',
    'แทบตาย',
    'จะตายอยู่แล้ว',
    'ตาย(?:แล้ว|ล่ะ)!?$',
    'ตายตัว',
    'ฆ่าตัวตายทางการเมือง',
  ],
  denied: ['ไม่(?:ได้|เคย)?(?:คิด|คิดจะ|คิดว่า)?อยากตาย', 'ไม่(?:ได้|เคย)?(?:อยาก|คิด|คิดจะ|จะ)+ฆ่าตัวตาย', 'ไม่อยากทำร้ายตัวเอง'],
  others: [
    '(?:เพื่อน|แฟน|น้องสาว|น้องชาย|พี่สาว|พี่ชาย|แม่|พ่อ|ลูก|เขา|เธอ)[^,ฉผก]{0,8}(?:อยากตาย|อยากฆ่าตัวตาย|จะฆ่าตัวตาย|คิดฆ่าตัวตาย|ทำร้ายตัวเอง|ไม่อยากมีชีวิต)',
  ],
  intent: ['(?:อยาก|จะ|คิด|คิดจะ|ตั้งใจ|กำลังจะ)(?:จะ)?(?:ฆ่าตัวตาย|ฆ่าตัวเอง|ผูกคอตาย|จบชีวิต|โดดตึก|กระโดดตึก)', 'คิดสั้น'],
  wish: [
    'อยาก(?:จะ)?(?:ตาย|ตายๆ)(?!ใจ)',
    'ตาย(?:ไป)?(?:ซะ|เสีย)?(?:ยังจะ|คงจะ|ก็|น่าจะ)ดีกว่า',
    'ตายไปเลยดีกว่า',
    'ความคิดฆ่าตัวตาย',
  ],
  tried: ['(?:พยายาม|เคย)(?:ที่จะ)?ฆ่าตัวตาย'],
  harm: ['กรีด(?:แขน|ข้อมือ|ตัวเอง)', '(?:ฉัน|ผม|หนู|เรา|กู|อยาก|ชอบ)[^,]{0,6}ทำร้ายตัวเอง'],
  passive: [
    'ไม่อยาก(?:จะ)?(?:มีชีวิต|อยู่(?:อีก)?(?:แล้ว|ต่อ|อีก|บนโลก|ตรงนี้|ที่นี่)|ตื่น(?:ขึ้น)?(?:มา)?(?:อีก)?)',
    'ชีวิต(?:ฉัน|ผม|หนู|นี้|เรา|ของฉัน|ของผม)?(?:มัน)?ไม่มี(?:ความหมาย|ค่า)',
    '(?:ไม่รู้จะ|จะ)(?:มีชีวิต)?อยู่(?:ต่อ)?ไป(?:เพื่อ)?(?:ทำไม|อะไร)',
    'อยู่ไปก็ไม่มี(?:ความหมาย|ประโยชน์|ค่า)',
    'อยากหายไป(?:จากโลก|ตลอด|เลย|จากที่นี่)?',
    'ไม่มี(?:ฉัน|ผม|หนู|เรา)[^,]{0,6}ดีกว่า',
    'ไม่มีเหตุผล(?:ที่จะ)?(?:มีชีวิต)?อยู่',
  ],
  topic: ['ฆ่าตัวตาย'],
  kin: ['เพื่อน', 'แฟน', 'น้องสาว', 'น้องชาย', 'พี่สาว', 'พี่ชาย', 'แม่', 'พ่อ', 'ลูก', 'เขา', 'เธอ', 'ลุง'],
  joins: ['แต่', 'และ'],
  soon: ['คืนนี้', 'วันนี้', 'พรุ่งนี้', 'เดี๋ยวนี้'],
  now: ['ตอนนี้'],
  hand: ['(?:มี|ซื้อ|กิน|เตรียม)(?:ยา|ปืน|เชือก|มีด)', '(?:อยู่|ยืน)(?:บน|ที่)(?:สะพาน|ดาดฟ้า|ระเบียง)', 'จดหมายลา'],
  ago: ['ปีก่อน', 'ปีที่แล้ว', 'ตอนเด็ก', 'เมื่อก่อน'],
}

export const vietnameseIndonesianThai: readonly Grammar[] = [vietnamese, indonesian, thai]
